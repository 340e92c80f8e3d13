import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * SHA-256 of the content as canonical JSON, hex. Equal content has an equal hash, whatever the
 * order in which its keys were written.
 */
export async function hashContent(content: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(content))
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
      : item,
  )
}
