import { html } from 'hono/html'

type Html = ReturnType<typeof html>

export interface Page {
  title: string
  description: string
  bodyClass: string
  body: Html
  /** Addresses of our own scripts, which only add to what is there without them. */
  scripts?: readonly string[]
  /** True for a page with forms, which go to this server only. */
  hasForms?: boolean
}

/** Nothing from elsewhere, nothing inline: what a page loads, it loads from here. */
const policyOf = (hasForms: boolean) =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action ${hasForms ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ')

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%23c2371d'/%3E%3Cpath d='M8 10h16M8 16h16M8 22h10' stroke='%23fff' stroke-width='3' stroke-linecap='round'/%3E%3C/svg%3E"

/** A page of the server itself: readable without script, in light and dark. */
export async function renderPage(page: Page) {
  const { title, description, bodyClass, body, scripts = [], hasForms = false } = page
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${description}" />
        <title>${title}</title>
        <link rel="icon" href="${icon}" />
        <link rel="stylesheet" href="/docs/style.css" />
        ${scripts.map((address) => html`<script type="module" src="${address}"></script>`)}
      </head>
      <body class="${bodyClass}">
        ${body}
      </body>
    </html>`
  return new Response(String(document), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyOf(hasForms),
      'cache-control': 'no-cache',
    },
  })
}
