import type { z } from 'zod'

type Parent = Record<PropertyKey, unknown>

/** Each pass may uncover slips that the ones before it hid; more than this is not a slip. */
const PASSES = 3

/**
 * Parses `value`, forgiving slips of type that leave no doubt about what is meant: a number or a
 * yes/no in quotes, one thing where a list of things belongs, `null` for an absent field, a name in
 * other letters, a field too many.
 */
export function coerceSlips<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
): z.ZodSafeParseResult<Output> {
  let result = schema.safeParse(value)
  if (result.success) return result
  const root: Parent = { value: structuredClone(value) }
  for (let pass = 0; pass < PASSES; pass += 1) {
    const changes = result.error!.issues.filter((issue) => mend(root, issue)).length
    if (changes === 0) return result
    result = schema.safeParse(root['value'])
    if (result.success) return result
  }
  return result
}

/** True when it changed something. */
function mend(root: Parent, issue: z.core.$ZodIssue): boolean {
  const path = ['value', ...issue.path]
  const key = path.pop()!
  let parent: unknown = root
  for (const part of path) parent = (parent as Parent | undefined)?.[part]
  if (typeof parent !== 'object' || parent === null) return false
  return mendField(parent as Parent, key, issue)
}

function mendField(parent: Parent, key: PropertyKey, issue: z.core.$ZodIssue): boolean {
  const value = parent[key]
  if (issue.code === 'unrecognized_keys') {
    for (const name of issue.keys) delete (value as Parent)[name]
    return true
  }
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const same = (option: unknown) => String(option).toLowerCase() === value.trim().toLowerCase()
    return replace(parent, key, issue.values.find(same))
  }
  if (issue.code !== 'invalid_type') return false
  if (value === null && !Array.isArray(parent)) return delete parent[key]
  return replace(parent, key, convert(value, issue.expected))
}

function replace(parent: Parent, key: PropertyKey, value: unknown): boolean {
  if (value === undefined || value === parent[key]) return false
  parent[key] = value
  return true
}

function convert(value: unknown, expected: string): unknown {
  if (expected === 'number' || expected === 'int') return toNumber(value)
  if (expected === 'boolean') return toBoolean(value)
  if (expected === 'array') {
    return value === undefined || Array.isArray(value) ? undefined : [value]
  }
  const isScalar = typeof value === 'number' || typeof value === 'boolean'
  return expected === 'string' && isScalar ? String(value) : undefined
}

function toNumber(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return undefined
  return Number(value)
}

function toBoolean(value: unknown): boolean | undefined {
  if (value === 'true') return true
  return value === 'false' ? false : undefined
}
