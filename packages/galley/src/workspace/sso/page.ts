import type { Problem } from '../../platform/http/index.ts'

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

/** What somebody sees whose sign-in ends here: what happened and the next move; nothing asserted. */
export function failurePage({ status, code, detail, requestId }: Problem): Response {
  const body = `<h1>You are not signed in</h1>
<p>${escapeHtml(detail)}</p>
<p>Code: <code>${escapeHtml(code)}</code> · Request: <code>${escapeHtml(requestId)}</code></p>
<p><a href="/">Back to the start</a></p>`
  return new Response(wholePage('Not signed in', body), { status, headers: HEADERS })
}

/** The end of a test; its result is for who asked for it. */
export function testPage(): Response {
  const body = `<h1>The test is over</h1>
<p>Go back to where you began it: the result is there. You can close this page.</p>`
  return new Response(wholePage('Test', body), { headers: HEADERS })
}

const wholePage = (title: string, body: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title} · Galley</title>
${body}
</html>
`

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
