import { readAnswer } from '../../../test/test-app.ts'
import type { Answer } from '../../../test/test-app.ts'

/** What a browser ends at. */
export interface Page {
  url: string
  status: number
  headers: Headers
  text: string
  /** Every address on the way, without queries. */
  trail: string[]
}

interface Cookie {
  value: string
  sameSite: string
}

interface Visit {
  method: 'GET' | 'POST'
  url: string
  body?: URLSearchParams
  /** The page that it comes from; none: typed in. */
  from?: string
}

export interface Browser {
  /** Goes to an address, follows redirects and posts the forms that providers answer with. */
  open(url: string): Promise<Page>
  /** Posts a form from a page of `from`'s site, and goes on as `open` does. */
  post(url: string, form: Record<string, string>, from: string): Promise<Page>
  /** Asks our API as our own pages do. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Pick<Answer, 'status' | 'json' | 'headers'>>
  /** The cookies that it has for us, by name. */
  cookies(): ReadonlyMap<string, Cookie>
  setCookie(name: string, value: string): void
}

/**
 * As much of a browser as sign-ins need: a cookie jar per host that keeps SameSite=Lax cookies back
 * when another site posts, redirects, and pages that post a form by themselves.
 */
export function createBrowser(origin: string): Browser {
  const jars = new Map<string, Map<string, Cookie>>()
  const jarOf = (url: string) => {
    const { host } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, Cookie>()
    jars.set(host, jar)
    return jar
  }
  const site = (url: string) => new URL(url).hostname

  async function send({ method, url, body, from }: Visit): Promise<Response> {
    const isForeign = from !== undefined && site(from) !== site(url)
    const sent = [...jarOf(url)].filter(
      ([, { sameSite }]) => !isForeign || method === 'GET' || sameSite === 'none',
    )
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(sent.length > 0 && {
          cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; '),
        }),
        ...(from && { origin: isForeign ? new URL(from).origin : new URL(url).origin }),
      },
      ...(body && { body }),
    })
    keep(jarOf(url), response.headers)
    return response
  }

  async function visit(first: Visit): Promise<Page> {
    let next = first
    const trail: string[] = []
    for (let steps = 0; steps < 20; steps++) {
      const here = new URL(next.url)
      trail.push(`${next.method} ${here.origin}${here.pathname}`)
      const response = await send(next)
      const text = await response.text()
      const location = response.headers.get('location')
      if (location !== null) {
        // A redirect stays the navigation of the page that began it.
        next = {
          method: 'GET',
          url: new URL(location, next.url).href,
          ...(next.from && { from: next.from }),
        }
        const isOver = next.url.startsWith(origin) && !new URL(next.url).pathname.startsWith('/api')
        if (!isOver) continue
        const { status, headers } = response
        return { url: next.url, status, headers, text, trail }
      }
      const form = readForm(text)
      if (!form)
        return { url: next.url, status: response.status, headers: response.headers, text, trail }
      next = { method: 'POST', url: form.action, body: form.fields, from: next.url }
    }
    throw new Error(`it never ends: ${trail.join(', ')}`)
  }

  return {
    open: (url) => visit({ method: 'GET', url }),
    post: (url, form, from) =>
      visit({ method: 'POST', url, body: new URLSearchParams(form), from }),
    async call(method, path, body, headers = {}) {
      const url = `${origin}/api/v1${path}`
      const cookie = [...jarOf(url)].map(([name, { value }]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, {
        method,
        headers: {
          ...(cookie && { cookie }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      keep(jarOf(url), response.headers)
      return readAnswer(response)
    },
    cookies: () => jarOf(origin),
    setCookie: (name, value) => void jarOf(origin).set(name, { value, sameSite: 'lax' }),
  }
}

function keep(jar: Map<string, Cookie>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim())
    const name = pair!.slice(0, pair!.indexOf('='))
    const value = pair!.slice(name.length + 1)
    const find = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.split('=')[1]
    const expires = find('expires')
    if (find('max-age') === '0' || (expires && Date.parse(expires) < Date.now())) jar.delete(name)
    else jar.set(name, { value, sameSite: (find('samesite') ?? 'lax').toLowerCase() })
  }
}

function readForm(html: string): { action: string; fields: URLSearchParams } | null {
  const action = /<form method="post" action="([^"]*)"/.exec(html)?.[1]
  if (!action) return null
  const fields = new URLSearchParams()
  for (const [, name, value] of html.matchAll(
    /<input type="hidden" name="(\w+)" value="([^"]*)"/g,
  )) {
    fields.set(name!, unescapeHtml(value!))
  }
  return { action: unescapeHtml(action), fields }
}

const unescapeHtml = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
