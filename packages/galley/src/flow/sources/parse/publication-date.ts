/**
 * Reads a date as files write it, into ISO 8601 of the same precision (`2020`, `2020-05-24`,
 * `2020-05-24T10:00:00.000Z`); null where it is none.
 *
 * @example
 * publicationDate("D:20190407190013+02'00'") // '2019-04-07T17:00:13.000Z'
 */
export function publicationDate(value: unknown): string | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : shorten(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return text
  const pdf = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?/.exec(text)
  if (pdf) return pdfDate(pdf)
  const time = Date.parse(text)
  return Number.isNaN(time) || !/\d{4}/.test(text) ? null : shorten(new Date(time))
}

function pdfDate(match: RegExpExecArray): string | null {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match
  const zone = match[7] ? `${match[7]}${match[8]}:${match[9] ?? '00'}` : 'Z'
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** A date without a time of day stays a date. */
function shorten(date: Date): string {
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}
