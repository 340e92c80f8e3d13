/** Collects what the schema does not know, as JSON pointers in wire names. */
export interface Trail {
  pointer: string
  unknown: string[]
}

export type Direction = 'to' | 'from'
export type Converter = (value: unknown, trail: Trail | undefined) => unknown

/** One token of a JSON pointer (RFC 6901). */
export const pointerToken = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}
