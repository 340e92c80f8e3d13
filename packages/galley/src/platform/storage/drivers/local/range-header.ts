import type { ByteRange } from '../../contract.ts'

/**
 * Reads a `Range` header for an object of `size` bytes. `undefined` means "send everything", which
 * RFC 9110 asks for when the header is absent, malformed, or names several ranges.
 *
 * @example
 * parseRangeHeader('bytes=-100', 1000) // { start: 900 }
 */
export function parseRangeHeader(header: string | null, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return undefined
  if (first === '') {
    const suffix = Number(last)
    return { start: suffix === 0 ? size : Math.max(0, size - suffix) }
  }
  const start = Number(first)
  if (last === '') return { start }
  return Number(last) < start ? undefined : { start, end: Number(last) }
}
