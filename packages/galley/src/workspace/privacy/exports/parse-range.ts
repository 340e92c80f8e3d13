/**
 * Which bytes a request asks for. Null, so all of them, when it names none, several ranges, none that
 * can be read, or another version of the file (RFC 9110).
 *
 * @example
 * parseRange(new Headers({ range: 'bytes=500-' }), { size: 1000, etag: '"a"' }) // { start: 500, end: 999 }
 */
export function parseRange(
  headers: Headers,
  { size, etag }: { size: number; etag: string },
): { start: number; end: number } | 'unsatisfiable' | null {
  const ifRange = headers.get('if-range')
  if (ifRange !== null && ifRange !== etag) return null
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get('range')?.trim() ?? '')
  if (!match || match[0] === 'bytes=-') return null
  const [, first = '', last = ''] = match
  if (first === '') {
    const length = Math.min(size, Number(last))
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start < size ? { start, end } : 'unsatisfiable'
}
