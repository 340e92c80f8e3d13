const PART_LENGTH = 200_000

/**
 * Cuts a long document into parts that can be parsed one by one, because a syntax tree takes some
 * hundred times the memory of its text. Cuts fall before a heading or an ordinary paragraph, outside
 * fenced code; link definitions then hold within their part.
 */
export function splitDocument(body: string, partLength = PART_LENGTH): string[] {
  if (body.length <= partLength) return [body]
  const parts: string[] = []
  let part: string[] = []
  let length = 0
  let fence: string | null = null
  let wasBlank = false
  for (const line of body.split('\n')) {
    const isParagraph = /^(?:#{1,6}\s|[\p{L}"“*_[])/u.test(line)
    if (length >= partLength && wasBlank && fence === null && isParagraph) {
      parts.push(part.join('\n'))
      part = []
      length = 0
    }
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (marker && fence === null) fence = marker
    else if (marker && marker.startsWith(fence!)) fence = null
    part.push(line)
    length += line.length + 1
    wasBlank = line.trim() === ''
  }
  return [...parts, part.join('\n')]
}
