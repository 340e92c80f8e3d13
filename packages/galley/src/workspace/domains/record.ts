import { GalleyError } from '../../platform/error.ts'
import type { Dns } from '../../platform/dns/contract.ts'

/** Where the record goes: below the domain, so that it collides with no other TXT record. */
export const recordName = (domain: string) => `_galley-challenge.${domain}`

/** What it says. */
export const recordValue = (token: string) => `galley-domain-verification=${token}`

/** What DNS says about a claim. */
export type RecordCheck =
  | { state: 'present' }
  | { state: 'missing' }
  | { state: 'differs'; found: string[] }
  | { state: 'unreachable'; reason: string; cause: unknown }

/** Asks DNS now. One of several records is enough, and spaces around it do not matter. */
export async function checkRecord(
  dns: Dns,
  { name, token }: { name: string; token: string },
): Promise<RecordCheck> {
  try {
    const found = await dns.resolveTxt(recordName(name))
    const wanted = recordValue(token)
    if (found.some((value) => value.trim() === wanted)) return { state: 'present' }
    return found.length === 0 ? { state: 'missing' } : { state: 'differs', found: shown(found) }
  } catch (cause) {
    if (!(cause instanceof GalleyError) || cause.kind !== 'unavailable') throw cause
    return { state: 'unreachable', reason: String(cause.details.reason), cause }
  }
}

/** Whoever mistyped a value wants to see it; a zone full of foreign records nobody. */
const shown = (found: readonly string[]) =>
  found.slice(0, 5).map((value) => value.slice(0, 100).toWellFormed().replace(/\p{C}/gu, '\ufffd'))
