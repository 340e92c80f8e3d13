import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createTextFinder } from './shown-text.ts'

/** What is found in a text that comes in these pieces: by path, put together. */
function find(pieces: readonly string[], property = 'text'): Record<string, string> {
  const finder = createTextFinder(property)
  const found: Record<string, string> = {}
  for (const piece of pieces) {
    for (const { path, text } of finder.push(piece)) {
      const key = path.join('/')
      found[key] = (found[key] ?? '') + text
    }
  }
  return found
}

/** The same, looked up in the value itself. */
function lookUp(value: unknown, property: string, path: string[] = []): Record<string, string> {
  if (Array.isArray(value)) {
    return Object.assign({}, ...value.map((item, at) => lookUp(item, property, [...path, `${at}`])))
  }
  if (typeof value !== 'object' || value === null) return {}
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, item]) => {
      const here = [...path, name]
      const isIt = name === property && typeof item === 'string' && item !== ''
      return isIt ? { [here.join('/')]: item } : lookUp(item, property, here)
    }),
  )
}

const cut = (text: string, at: readonly number[]): string[] => {
  const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length))
}

const name = fc.oneof(fc.constant('text'), fc.stringMatching(/^[a-z"\\]{1,4}$/))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.constantFrom(null, true),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}))

describe('text that is found in JSON while it is written', () => {
  test('is what the complete value has, however it is cut and written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, value, { maxKeys: 4 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.constantFrom(undefined, 2),
        (answer, at, space) => {
          const json = JSON.stringify(answer, null, space)
          assert.deepEqual(find(cut(json, at)), lookUp(JSON.parse(json), 'text'))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is found behind a fence and prose, and nothing is found in what is no JSON', () => {
    assert.deepEqual(find(['Sure, "text":\n```json\n{"te', 'xt": "Bees."}\n```']), {
      text: 'Bees.',
    })
    assert.deepEqual(find(['I "text" cannot']), {})
  })

  test('never fails, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^["\\{}[\]:,tex u0-9]*$/)), (pieces) => {
        find(pieces)
      }),
    )
  })
})
