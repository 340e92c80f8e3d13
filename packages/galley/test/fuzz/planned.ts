/**
 * Parts of a request that become real only when it is sent. A generated request stays the same
 * value while it shrinks, although what is known of the workspace grows meanwhile.
 */

/** Something that an earlier answer called by this name: an id, a cursor, a version. */
export class Known {
  readonly name: string
  /** Counts from the newest backwards. */
  readonly age: number
  /** How the value is spoiled before it is sent. */
  readonly damage: Damage

  constructor(name: string, age: number, damage: Damage = 'none') {
    this.name = name
    this.age = age
    this.damage = damage
  }
}

export const damages = ['none', 'cut', 'doubled', 'flipped', 'upper'] as const
export type Damage = (typeof damages)[number]

/** Text that goes into a JSON body as it is: `1e400`, or what is no JSON at all. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A path segment that is percent-encoded already, perhaps badly. */
export class RawSegment {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A file in a form. */
export class FormFile {
  readonly name: string
  readonly type: string
  readonly content: string

  constructor(name: string, type: string, content: string) {
    this.name = name
    this.type = type
    this.content = content
  }
}

/** True for what has properties or items of its own, and false for the parts above. */
export function isPlain(value: unknown): value is Record<string, unknown> | unknown[] {
  if (Array.isArray(value)) return true
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** JSON text, with raw parts as they are. */
export function jsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text
  if (value instanceof FormFile) return JSON.stringify(value.content)
  if (Array.isArray(value)) return `[${value.map(jsonText).join()}]`
  if (isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`)
    return `{${members.join()}}`
  }
  return JSON.stringify(value) ?? 'null'
}
