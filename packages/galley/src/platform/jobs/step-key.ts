/**
 * What a step's key says: `chapters.organize/3` is the third of several that work side by side.
 *
 * @example
 * readStepKey('chapters.organize/3') // { name: 'chapters.organize', part: '3', index: 3 }
 * readStepKey('outline.generate') // { name: 'outline.generate', part: null, index: null }
 */
export function readStepKey(key: string): {
  name: string
  part: string | null
  index: number | null
} {
  const cut = key.indexOf('/')
  if (cut < 0) return { name: key, part: null, index: null }
  const part = key.slice(cut + 1)
  return { name: key.slice(0, cut), part, index: /^\d{1,9}$/.test(part) ? Number(part) : null }
}
