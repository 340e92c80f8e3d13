/** The pieces of a filter or a path, read in one pass from left to right. */
export type Token =
  | { kind: '(' | ')' | '[' | ']' }
  | { kind: 'word'; text: string }
  | { kind: 'text'; text: string }

const MARKS: ReadonlySet<string> = new Set(['(', ')', '[', ']'])

/** Null when a string has no end, or is none of JSON. */
export function readTokens(source: string): Token[] | null {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const character = source[at]!
    if (character === ' ') {
      at += 1
    } else if (MARKS.has(character)) {
      tokens.push({ kind: character as '(' })
      at += 1
    } else if (character === '"') {
      const end = endOfString(source, at)
      const text = end === null ? null : readString(source.slice(at, end))
      if (end === null || text === null) return null
      tokens.push({ kind: 'text', text })
      at = end
    } else {
      const end = endOfWord(source, at)
      tokens.push({ kind: 'word', text: source.slice(at, end) })
      at = end
    }
  }
  return tokens
}

/** The position behind the closing quote. */
function endOfString(source: string, start: number): number | null {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === '"') return at + 1
  }
  return null
}

function endOfWord(source: string, start: number): number {
  let at = start
  while (at < source.length && !/[ ()[\]"]/.test(source[at]!)) at += 1
  return at
}

function readString(literal: string): string | null {
  try {
    return JSON.parse(literal) as string
  } catch {
    return null
  }
}
