import { readAttributePath } from './attribute-path.ts'
import type { AttributePath } from './attribute-path.ts'
import { invalid } from './refuse.ts'
import { readTokens } from './tokens.ts'
import type { Token } from './tokens.ts'

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]
export type FilterValue = string | number | boolean | null

/** A filter of RFC 7644 §3.4.2.2, read. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'compare'; path: AttributePath; comparison: Comparison; value: FilterValue }
  | { kind: 'present'; path: AttributePath }
  /** Some value of a list: `emails[type eq "work"]`. */
  | { kind: 'some'; path: AttributePath; part: Filter }

const MAXIMUM_LENGTH = 2000
const MAXIMUM_COMPARISONS = 50
const MAXIMUM_DEPTH = 10

/** Where the reading is. */
export interface Reading {
  tokens: readonly Token[]
  at: number
  comparisons: number
  depth: number
}

/**
 * Reads a filter. `and` binds closer than `or`; operators may be written in any case.
 *
 * @throws InvalidError (invalidFilter)
 * @example
 * readFilter('userName eq "anna@example.org" and active eq true')
 */
export function readFilter(source: string): Filter {
  const reading = openReading(source)
  const filter = readEither(reading)
  if (reading.at < reading.tokens.length) throw unreadable('something follows its end')
  return filter
}

export function openReading(source: string): Reading {
  if (source.length > MAXIMUM_LENGTH) {
    throw tooLarge(`it has more than ${MAXIMUM_LENGTH} characters`)
  }
  if (source.includes('\0') || !source.isWellFormed()) {
    throw unreadable('it has characters that cannot be looked for')
  }
  const tokens = readTokens(source)
  if (!tokens) throw unreadable('a string in it has no end, or is not written as in JSON')
  return { tokens, at: 0, comparisons: 0, depth: 0 }
}

/** What stands between the brackets of `emails[…]`, which are read too. */
export function readBracketed(reading: Reading): Filter {
  reading.at += 1
  const filter = readEither(reading)
  if (reading.tokens[reading.at]?.kind !== ']') throw unreadable('a "[" is not closed')
  reading.at += 1
  return filter
}

function readEither(reading: Reading): Filter {
  reading.depth += 1
  if (reading.depth > MAXIMUM_DEPTH) throw tooLarge(`it is nested deeper than ${MAXIMUM_DEPTH}`)
  const parts = [readBoth(reading)]
  while (takeWord(reading, 'or')) parts.push(readBoth(reading))
  reading.depth -= 1
  return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
}

function readBoth(reading: Reading): Filter {
  const parts = [readOne(reading)]
  while (takeWord(reading, 'and')) parts.push(readOne(reading))
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
}

function readOne(reading: Reading): Filter {
  const token = reading.tokens[reading.at]
  if (token?.kind === '(') return readGroup(reading)
  if (token?.kind === 'word' && token.text.toLowerCase() === 'not') {
    reading.at += 1
    if (reading.tokens[reading.at]?.kind !== '(') throw unreadable('"not" wants brackets')
    return { kind: 'not', part: readGroup(reading) }
  }
  return readComparison(reading)
}

function readGroup(reading: Reading): Filter {
  reading.at += 1
  const filter = readEither(reading)
  if (reading.tokens[reading.at]?.kind !== ')') throw unreadable('a "(" is not closed')
  reading.at += 1
  return filter
}

function readComparison(reading: Reading): Filter {
  const path = readPath(readWord(reading, 'an attribute'))
  if (reading.tokens[reading.at]?.kind === '[') {
    const part = readBracketed(reading)
    const next = reading.tokens[reading.at]
    if (next?.kind !== 'word' || !next.text.startsWith('.')) return { kind: 'some', path, part }
    // Not in the standard, but what directories ask: emails[type eq "work"].value eq "…".
    reading.at += 1
    const compared = readOperator(reading, readPath(next.text.slice(1)))
    return { kind: 'some', path, part: { kind: 'and', parts: [part, compared] } }
  }
  return readOperator(reading, path)
}

function readOperator(reading: Reading, path: AttributePath): Filter {
  reading.comparisons += 1
  if (reading.comparisons > MAXIMUM_COMPARISONS) {
    throw tooLarge(`it makes more than ${MAXIMUM_COMPARISONS} comparisons`)
  }
  const operator = readWord(reading, 'an operator').toLowerCase()
  if (operator === 'pr') return { kind: 'present', path }
  const comparison = comparisons.find((one) => one === operator)
  if (!comparison) throw unreadable(`there is no operator "${operator.slice(0, 20)}"`)
  return { kind: 'compare', path, comparison, value: readValue(reading) }
}

function readValue(reading: Reading): FilterValue {
  const token = reading.tokens[reading.at]
  reading.at += 1
  if (token?.kind === 'text') {
    if (token.text.includes('\0') || !token.text.isWellFormed()) {
      throw unreadable('it has characters that cannot be looked for')
    }
    return token.text
  }
  if (token?.kind === 'word') {
    const text = token.text.toLowerCase()
    if (text === 'true' || text === 'false') return text === 'true'
    if (text === 'null') return null
    if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text)
  }
  throw unreadable('a value is missing, or a string without its quotes')
}

function readPath(text: string): AttributePath {
  const path = readAttributePath(text)
  if (path?.attribute) return path
  throw unreadable(`"${text.slice(0, 100)}" is no attribute`)
}

function readWord(reading: Reading, what: string): string {
  const token = reading.tokens[reading.at]
  if (token?.kind !== 'word') throw unreadable(`${what} is missing`)
  reading.at += 1
  return token.text
}

function takeWord(reading: Reading, word: string): boolean {
  const token = reading.tokens[reading.at]
  if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false
  reading.at += 1
  return true
}

export const unreadable = (reason: string) =>
  invalid('invalidFilter', 'SCIM_FILTER_INVALID', { reason })

const tooLarge = (reason: string) => invalid('invalidFilter', 'SCIM_FILTER_TOO_LARGE', { reason })
