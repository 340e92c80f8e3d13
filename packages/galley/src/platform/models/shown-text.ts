/** Where a string stands in an answer: `['blocks', 0, 'sentences', 1, 'text']`. */
export type AnswerPath = readonly (string | number)[]

/** A piece of a string that is worth showing before the answer is complete. */
export interface FoundText {
  path: AnswerPath
  text: string
}

export interface TextFinder {
  /** Takes the next piece of the answer, cut anywhere; gives what it says that can be shown. */
  push(piece: string): FoundText[]
}

interface Frame {
  isArray: boolean
  index: number
  name: string
  isNameNext: boolean
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/**
 * Reads JSON while it is written, and finds the strings that are values of one property. What comes
 * before the first bracket is passed over; JSON that is none gives what it gives, and never an error,
 * since the complete answer is read and judged elsewhere.
 *
 * @example
 * const finder = createTextFinder('text')
 * finder.push('{"text": "Be') // [{ path: ['text'], text: 'Be' }]
 * finder.push('es."}') // [{ path: ['text'], text: 'es.' }]
 */
export function createTextFinder(property: string): TextFinder {
  const stack: Frame[] = []
  let mode: 'between' | 'name' | 'shown' | 'passed' = 'between'
  let escape = ''
  let name = ''
  let found: FoundText[] = []

  const top = () => stack.at(-1)
  const pathOf = () => stack.map((frame) => (frame.isArray ? frame.index : frame.name))

  function take(text: string): void {
    if (mode === 'name') name += text
    if (mode !== 'shown') return
    const last = found.at(-1)
    // Within one push a new string always begins with a piece of its own.
    if (last) last.text += text
    else found.push({ path: pathOf(), text })
  }

  function begin(): void {
    const frame = top()
    if (!frame) return
    if (frame.isNameNext) {
      mode = 'name'
      name = ''
    } else if (!frame.isArray && frame.name === property) {
      mode = 'shown'
      found.push({ path: pathOf(), text: '' })
    } else mode = 'passed'
  }

  function end(): void {
    if (mode === 'name') top()!.name = name
    mode = 'between'
  }

  function readOutside(character: string): void {
    const frame = top()
    if (character === '"') begin()
    else if (character === '{' || character === '[') {
      const isArray = character === '['
      stack.push({ isArray, index: 0, name: '', isNameNext: !isArray })
    } else if (character === '}' || character === ']') stack.pop()
    else if (character === ':' && frame) frame.isNameNext = false
    else if (character === ',' && frame) {
      frame.index += 1
      frame.isNameNext = !frame.isArray
    }
  }

  function readEscape(character: string): void {
    escape += character
    if (escape.startsWith('\\u') && escape.length < 6) return
    const code = Number.parseInt(escape.slice(2), 16)
    if (!escape.startsWith('\\u')) take(ESCAPES[character] ?? character)
    else if (!Number.isNaN(code)) take(String.fromCharCode(code))
    escape = ''
  }

  return {
    push(piece) {
      found = []
      for (let at = 0; at < piece.length; at += 1) {
        const character = piece.charAt(at)
        if (mode === 'between') readOutside(character)
        else if (escape !== '') readEscape(character)
        else if (character === '\\') escape = character
        else if (character === '"') end()
        else take(character)
      }
      return found.filter(({ text }) => text !== '')
    },
  }
}
