/** `00:12:33`, `12:33`, `1:02:33.5`, `00:12:33,500`; a stray backslash is what some tools leave. */
export const TIME_CODE = String.raw`\\?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`

/**
 * Milliseconds of a time code; null where it is none.
 *
 * @example
 * parseTimeCode('01:02:03.5') // 3723500
 */
export function parseTimeCode(text: string): number | null {
  const match = /^\\?(\d{1,3}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!match) return null
  const [, first, second, third, fraction = '0'] = match
  const hasHours = third !== undefined
  const hours = hasHours ? Number(first) : 0
  const minutes = Number(hasHours ? second : first)
  const seconds = Number(hasHours ? third : second)
  if (seconds > 59 || (hasHours && minutes > 59)) return null
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.padEnd(3, '0'))
}
