import { isPlain, Known } from './planned.ts'
import type { Damage } from './planned.ts'

const KEPT = 40

/** What callers sent comes back here: nothing that was ever handed out. */
const echoes: ReadonlySet<string> = new Set(['input', 'error'])

/**
 * What answers have said so far, by the name that they gave it: `source_id`, `next_cursor`,
 * `version`. Requests take their ids from here, so that they reach the insides.
 */
export class Pool {
  readonly #values = new Map<string, (string | number)[]>()

  add(name: string, value: string | number): void {
    const values = this.#values.get(name) ?? []
    if (values.includes(value)) return
    values.push(value)
    if (values.length > KEPT) values.shift()
    this.#values.set(name, values)
  }

  /**
   * Takes ids and other short values out of an answer. A bare `id` below `/sources` is also a
   * `source_id`, one in `parts` a `part_id`.
   */
  learn(path: string, answer: unknown): void {
    const noun = path
      .split('/')
      .filter((part) => part && !part.startsWith('{'))
      .at(-1)
    const walk = (value: unknown, name: string, parent: string, depth: number): void => {
      if (depth > 8 || echoes.has(name)) return
      if (Array.isArray(value)) {
        for (const item of value.slice(0, 20)) walk(item, name, parent, depth + 1)
      } else if (isPlain(value)) {
        for (const [key, item] of Object.entries(value)) walk(item, key, name || parent, depth + 1)
      } else if (typeof value === 'number' || (typeof value === 'string' && value.length < 400)) {
        const singular = name.replace(/s$/, '')
        this.add(name, value)
        if (singular !== name) this.add(singular, value)
        const owner = parent === 'items' ? noun : parent
        if (name === 'id' && owner) this.add(`${owner.replace(/s$/, '')}_id`, value)
        if (name.endsWith('_cursor')) this.add('cursor', value)
        if (/(^|_)id$/.test(name)) this.add('*', value)
      }
    }
    walk(answer, '', noun ?? '', 0)
  }

  /** The value that is meant; any id when nothing is known by this name. */
  take({ name, age, damage }: Known): string | number {
    const values = this.#values.get(name) ??
      this.#values.get(`${name}_id`) ??
      this.#values.get('*') ?? ['unknown']
    return spoil(values[values.length - 1 - (age % values.length)]!, damage)
  }

  /** The same value with everything known filled in. */
  resolve(value: unknown): unknown {
    if (value instanceof Known) return this.take(value)
    if (Array.isArray(value)) return value.map((item) => this.resolve(item))
    if (!isPlain(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolve(item)]))
  }
}

function spoil(value: string | number, damage: Damage): string | number {
  if (damage === 'none') return value
  if (typeof value === 'number') return damage === 'flipped' ? -value : value + 1
  if (damage === 'cut') return value.slice(0, -1)
  if (damage === 'doubled') return value + value
  if (damage === 'upper') return value.toUpperCase()
  const middle = Math.floor(value.length / 2)
  const other = value[middle] === 'A' ? 'B' : 'A'
  return value.slice(0, middle) + other + value.slice(middle + 1)
}
