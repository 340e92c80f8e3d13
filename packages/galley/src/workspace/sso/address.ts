import type { Config } from '../../platform/config.ts'

const ROOT = '/api/sso'

/** Where the outside reaches this server. Never read from a request, which may claim anything. */
export const publicOrigin = (config: Place) =>
  new URL(config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).origin

type Place = Pick<Config, 'PUBLIC_URL' | 'PORT'>

/** Where OpenID providers send people back to. */
export const oidcCallback = (config: Place) => `${publicOrigin(config)}${ROOT}/oidc/callback`

/** Where SAML providers post their answers. */
export const acsUrl = (config: Place, connectionId: string) =>
  `${publicOrigin(config)}${ROOT}/saml/${connectionId}/acs`

/**
 * What we call ourselves to a SAML provider, which is also where our metadata is. Each connection has
 * a name of its own, so that an answer for one is none for another.
 */
export const entityId = (config: Place, connectionId: string) =>
  `${publicOrigin(config)}${ROOT}/saml/${connectionId}/metadata`

/** Where a browser fetches the outcome of its own sign-in. */
export const finishPath = `${ROOT}/finish`

export const isHttps = (config: Place) => publicOrigin(config).startsWith('https:')

/**
 * The path to go on with after a sign-in: one on this server, or `/`. Browsers read `//host` and
 * `/\host` as other hosts.
 *
 * @example
 * safeReturnPath('/documents?page=2') // '/documents?page=2'
 * safeReturnPath('//evil.example') // '/'
 */
export function safeReturnPath(path: string | null | undefined): string {
  // oxlint-disable-next-line no-control-regex -- these are what must not be in it
  if (!path || path.length > 2000 || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f-\uffff]*$/.test(path)) {
    return '/'
  }
  const here = 'https://galley.invalid'
  const url = URL.canParse(path, here) ? new URL(path, here) : null
  // `/.//host` is the path `//host` once it is resolved.
  if (url?.origin !== here || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
