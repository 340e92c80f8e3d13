import fc from 'fast-check'
import { hostileJson, hostileKeys, hugeText } from './hostile-values.ts'
import { isPlain, RawJson } from './planned.ts'

type Change = (value: unknown) => unknown

/**
 * Spoils values that were valid: somewhere inside, something is replaced, missing, too much, or
 * wrapped once more.
 *
 * @example
 * fc.sample(brokenFrom(fc.constant({ title: 'A' })), 2) // [{ title: [] }, { title: 'A', then: 1 }]
 */
export function brokenFrom(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(...hostileJson).map(
        (other): Change =>
          () =>
            other,
      ),
    },
    { weight: 2, arbitrary: fc.nat(20).map(withoutOne) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...hostileKeys), fc.constantFrom(...hostileJson))
        .map(withOneMore),
    },
    { weight: 1, arbitrary: fc.constantFrom<Change>(wrapped, listed, stretched, asText, negated) },
  )
  const one = fc.tuple(fc.nat(40), change)
  return fc
    .tuple(valid, fc.array(one, { minLength: 1, maxLength: 2 }))
    .map(([value, changes]) =>
      changes.reduce((sum, [place, apply]) => changeAt(sum, place, apply), value),
    )
}

/** Applies a change at the `place`th node, counted from the top and around again. */
function changeAt(value: unknown, place: number, change: Change): unknown {
  const paths: (string | number)[][] = []
  const walk = (node: unknown, path: (string | number)[]): void => {
    if (paths.length > 60) return
    paths.push(path)
    if (!isPlain(node)) return
    for (const [key, item] of Object.entries(node)) walk(item, [...path, key])
  }
  walk(value, [])
  return replaceAt(value, paths[place % paths.length]!, change)
}

function replaceAt(value: unknown, path: readonly (string | number)[], change: Change): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.map((item, index) => (`${index}` === key ? replaceAt(item, rest, change) : item))
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [
      name,
      name === key ? replaceAt(item, rest, change) : item,
    ]),
  )
}

const withoutOne =
  (index: number): Change =>
  (value) => {
    if (Array.isArray(value)) return value.slice(1)
    if (!isPlain(value)) return undefined
    const entries = Object.entries(value)
    return Object.fromEntries(entries.filter((_, at) => at !== index % entries.length))
  }

const withOneMore =
  ([key, item]: [string, unknown]): Change =>
  (value) => {
    if (Array.isArray(value)) return [...value, item]
    if (!isPlain(value)) return { [key]: item }
    return Object.fromEntries([...Object.entries(value), [key, item]])
  }

const wrapped: Change = (value) => ({ value })
const listed: Change = (value) => [value]
const asText: Change = (value) => (isPlain(value) ? JSON.stringify(value) : String(value))
const negated: Change = (value) => (typeof value === 'number' ? -value - 1 : new RawJson('-1'))
const stretched: Change = (value) => {
  if (Array.isArray(value))
    return Array.from({ length: 1500 }, (_, at) => value[at % Math.max(1, value.length)] ?? at)
  return typeof value === 'string' ? value + hugeText : value
}
