import { toBase64Url } from '../../platform/base64url.ts'
import type { Context } from '../../platform/context.ts'
import { createTokenHash } from '../identity/index.ts'
import { publicOrigin } from './public-origin.ts'

const NAME = 'galley.device'
const MAX_AGE_SECONDS = 400 * 86_400
/** People who share a browser. */
const MOST_ACCOUNTS = 5

type Site = Pick<Context, 'config' | 'secrets'>

/**
 * Which device this is, if the account was signed in to from it before; null for a stranger. The
 * cookie proves nothing but that: it only keeps the device's own count of wrong passwords apart from
 * that of everybody else.
 */
export async function knownDevice(
  site: Site,
  headers: Headers,
  email: string,
): Promise<string | null> {
  const sign = await createTokenHash(site.secrets, 'device_cookies')
  return readEntries(headers).find(([id, proof]) => sign(`${id} ${email}`) === proof)?.[0] ?? null
}

/** The cookie by which a device that signed in is known from now on. */
export async function rememberDevice(site: Site, headers: Headers, email: string): Promise<string> {
  const sign = await createTokenHash(site.secrets, 'device_cookies')
  const known = await knownDevice(site, headers, email)
  const id = known ?? toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
  const others = readEntries(headers).filter(([other]) => other !== id)
  const entries = [[id, sign(`${id} ${email}`)], ...others].slice(0, MOST_ACCOUNTS)
  const value = entries.map((entry) => entry.join('.')).join('~')
  const isSecure = publicOrigin(site.config).startsWith('https:')
  const name = isSecure ? `__Secure-${NAME}` : NAME
  const attributes = `Max-Age=${MAX_AGE_SECONDS}; Path=/; HttpOnly; SameSite=Lax`
  return `${name}=${value}; ${attributes}${isSecure ? '; Secure' : ''}`
}

function readEntries(headers: Headers): [string, string][] {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const value = [`__Secure-${NAME}`, NAME]
    .map((name) => pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1))
    .find(Boolean)
  return (value ?? '')
    .split('~')
    .slice(0, MOST_ACCOUNTS)
    .flatMap((entry) => {
      const match = /^([\w-]{22})\.([0-9a-f]{64})$/.exec(entry)
      return match ? [[match[1]!, match[2]!] as [string, string]] : []
    })
}
