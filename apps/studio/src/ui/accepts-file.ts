/**
 * Whether a file is one that an input's `accept` lets through: the browser asks only those who
 * choose, not those who drop or paste.
 *
 * @example
 * acceptsFile('.pdf,image/*', new File([], 'photo.png', { type: 'image/png' })) // true
 */
export function acceptsFile(
  accept: string | undefined,
  { name, type }: Pick<File, 'name' | 'type'>,
): boolean {
  const wanted = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
  if (wanted.length === 0) return true
  return wanted.some((each) => {
    if (each.startsWith('.')) return name.toLowerCase().endsWith(each)
    if (each.endsWith('/*')) return type.toLowerCase().startsWith(each.slice(0, -1))
    return type.toLowerCase() === each
  })
}
