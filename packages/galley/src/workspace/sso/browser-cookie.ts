import type { Config } from '../../platform/config.ts'
import { newToken } from '../identity/index.ts'
import { isHttps } from './address.ts'

/** Longer than an attempt is good for. */
const MAX_AGE_SECONDS = 20 * 60
const NAME = 'galley.sso'

/**
 * Which browser begins a sign-in: a random value in a cookie, so that nobody can finish in another
 * one what they began. It is SameSite=Lax, which every browser sends along when a provider sends
 * people back by a link or redirect; a provider that posts its answer is answered with a redirect to
 * ourselves, and the cookie comes with that. So nothing hangs on SameSite=None, which needs https.
 *
 * On https its name has the browser promise that no other host and no plain connection set it.
 */
export function readBrowser(config: Config, headers: Headers): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const start = `${nameOf(config)}=`
  const value = pairs.find((pair) => pair.startsWith(start))?.slice(start.length)
  return value && /^[\w-]{43}$/.test(value) ? value : null
}

/** The value that a browser has or gets, and the `Set-Cookie` line that keeps it a while. */
export function rememberBrowser(
  config: Config,
  headers: Headers,
): { browser: string; cookie: string } {
  const browser = readBrowser(config, headers) ?? newToken('')
  const attributes = `Max-Age=${MAX_AGE_SECONDS}; Path=/; HttpOnly; SameSite=Lax`
  const cookie = `${nameOf(config)}=${browser}; ${attributes}${isHttps(config) ? '; Secure' : ''}`
  return { browser, cookie }
}

const nameOf = (config: Config) => (isHttps(config) ? `__Host-${NAME}` : NAME)
