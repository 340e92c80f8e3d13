import { createHash } from 'node:crypto'
import type { ModelQuestion } from './question.ts'

type Json = Record<string, unknown>

/**
 * An object that satisfies the question's schema, made from the words of its prompt: the same
 * question always gets the same one. Ids and numbers that a schema asks for are those that the prompt
 * shows: `src_01….3`, `[7]`, `Claim 2:`.
 */
export function plausibleAnswer(question: ModelQuestion): unknown {
  if (!question.schema) return { text: sentencesOf(question.prompt)[0] ?? 'Nothing to say.' }
  const seed = createHash('sha256').update(`${question.instructions}\n${question.prompt}`).digest()
  return new Writer(question, question.schema, seed.readUInt32BE(0)).write(question.schema, '')
}

class Writer {
  readonly #root: Json
  readonly #sentences: string[]
  readonly #ids: string[]
  readonly #numbers: number[]
  readonly #claims: number[]
  #turn: number

  constructor(question: ModelQuestion, root: Json, seed: number) {
    this.#root = root
    this.#sentences = sentencesOf(question.prompt)
    this.#ids = [
      ...new Set(question.prompt.match(/\b[a-z]{2,5}_[0-9A-Z]{6,26}(?:\.\d+)?\b/g) ?? []),
    ]
    this.#numbers = numbersOf(question.prompt, /^\[(\d+)\]/gm)
    this.#claims = numbersOf(question.prompt, /^Claim (\d+):/gm)
    this.#turn = seed % Math.max(1, this.#sentences.length)
  }

  write(schema: Json, name: string): unknown {
    const node = this.#resolve(schema)
    if ('const' in node) return node['const']
    if (Array.isArray(node['enum'])) return node['enum'][this.#next() % node['enum'].length]
    const type = Array.isArray(node['type']) ? node['type'][0] : node['type']
    if (type === 'object' || node['properties']) return this.#object(node)
    if (type === 'array') return this.#array(node, name)
    if (type === 'integer' || type === 'number') return this.#number(node)
    if (type === 'boolean') return this.#next() % 2 === 0
    if (type === 'null') return null
    return this.#string(node, name)
  }

  #resolve(schema: Json): Json {
    const choice = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
    if (choice) return this.#resolve(choice.find(({ type }) => type !== 'null') ?? choice[0]!)
    if (Array.isArray(schema['allOf'])) {
      return Object.assign({}, ...schema['allOf'].map((part: Json) => this.#resolve(part))) as Json
    }
    if (typeof schema['$ref'] !== 'string') return schema
    const path = schema['$ref'].replace(/^#\/?/, '').split('/').filter(Boolean)
    let target: unknown = this.#root
    for (const part of path) target = (target as Json)[part]
    return this.#resolve(target as Json)
  }

  #object(node: Json): Json {
    const properties = (node['properties'] ?? {}) as Record<string, Json>
    return Object.fromEntries(
      Object.entries(properties).map(([name, child]) => [name, this.write(child, name)]),
    )
  }

  #array(node: Json, name: string): unknown[] {
    const minimum = limitOf(node, 'minItems') ?? 0
    const maximum = limitOf(node, 'maxItems') ?? 3
    const length = Math.min(maximum, Math.max(minimum, 1 + (this.#next() % 3)))
    const items = (node['items'] ?? {}) as Json
    const isVerdicts = 'claim' in ((this.#resolve(items)['properties'] ?? {}) as object)
    if (isVerdicts && this.#claims.length > 0) {
      return this.#claims.map((claim) => ({ ...(this.write(items, name) as Json), claim }))
    }
    return Array.from({ length }, () => this.write(items, name))
  }

  #number(node: Json): number {
    const minimum = limitOf(node, 'minimum') ?? 1
    const maximum = Math.min(limitOf(node, 'maximum') ?? minimum + 10, minimum + 1000)
    const shown = this.#numbers.filter((number) => number >= minimum)
    if (shown.length > 0) return shown[this.#next() % shown.length]!
    return minimum + (this.#next() % Math.max(1, Math.floor(maximum - minimum)))
  }

  #string(node: Json, name: string): string {
    if (/ids?$/i.test(name)) {
      const ofSegments = this.#ids.filter((id) => id.includes('.') === /segment/i.test(name))
      const ids = ofSegments.length > 0 ? ofSegments : this.#ids
      return ids[this.#next() % Math.max(1, ids.length)] ?? `${name}-${this.#next()}`
    }
    const formats: Record<string, string> = {
      date: '2026-11-25',
      'date-time': '2026-11-25T12:00:00Z',
      uri: 'https://example.org/',
      email: 'someone@example.org',
    }
    const formatted = formats[String(node['format'])]
    if (formatted) return formatted
    const isShort = /title|heading|name|slug|tag|keyword|label/i.test(name)
    const sentence =
      this.#sentences[this.#next() % Math.max(1, this.#sentences.length)] ?? 'A text.'
    const text = isShort ? sentence.split(/\s+/).slice(0, 8).join(' ') : sentence
    const shown = /slug/i.test(name) ? text.toLowerCase().replace(/[^a-z0-9]+/g, '-') : text
    return fit(shown, limitOf(node, 'minLength') ?? 1, limitOf(node, 'maxLength') ?? 2000)
  }

  #next(): number {
    this.#turn += 1
    return this.#turn
  }
}

function numbersOf(prompt: string, pattern: RegExp): number[] {
  return [...new Set([...prompt.matchAll(pattern)].map((match) => Number(match[1])))]
}

function sentencesOf(prompt: string): string[] {
  const withoutIds = prompt.replace(/\b[a-z]{2,5}_[0-9A-Z]{6,26}(?:\.\d+)?:?\s*/g, '')
  const sentences = withoutIds.match(/[^.!?\n{}[\]]{12,400}[.!?]/g) ?? []
  return sentences.map((sentence) => sentence.replace(/\s+/g, ' ').trim()).slice(0, 500)
}

function fit(text: string, minimum: number, maximum: number): string {
  return text.padEnd(minimum, '.').slice(0, Math.max(1, maximum))
}

/** A limit, from its keyword or from the description where strict APIs make clients put it. */
function limitOf(node: Json, keyword: string): number | undefined {
  const described = new RegExp(`${words(keyword)}\\D{1,4}(\\d+)`, 'i').exec(
    String(node['description']),
  )
  const value = Number(node[keyword] ?? described?.[1] ?? Number.NaN)
  return Number.isNaN(value) ? undefined : value
}

/** `minItems` also as `min items`. */
function words(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `\\s*${letter}`)
}
