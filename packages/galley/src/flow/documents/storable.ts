/**
 * The value with every string as PostgreSQL's JSON can hold it: NUL and halves of surrogate pairs
 * become U+FFFD, one unit for one, so that offsets into a text stay true.
 *
 * @example
 * storable({ text: 'a\u0000b' }) // { text: 'a\ufffdb' }
 */
export function storable<T>(value: T): T {
  return clean(value) as T
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\ufffd').toWellFormed()
  if (Array.isArray(value)) return value.map(clean)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [clean(key) as string, clean(item)]),
  )
}
