import type { z } from 'zod'
import type * as core from 'zod/v4/core'
import { definitionOf, plainSchemas, toWireName } from './schema-shape.ts'
import { isPlainObject } from './converter.ts'
import type { Converter, Direction, Trail } from './converter.ts'

interface Option {
  schema: z.ZodType
  convert: Converter | null
  forms: ReadonlySet<Form>
}

/**
 * A union converts by the option that the value belongs to: told by the discriminator, by its form,
 * or by trying which one it satisfies. Trying costs a parse for each option at each depth: what can
 * be nested without bound wants a discriminator.
 */
export function convertUnion(
  def: core.$ZodUnionDef & Partial<core.$ZodDiscriminatedUnionDef>,
  direction: Direction,
  converterOf: (schema: core.$ZodType, direction: Direction) => Converter | null,
): Converter | null {
  const side = direction === 'from' ? 'input' : 'output'
  const options: Option[] = def.options.map((schema) => ({
    schema: schema as z.ZodType,
    convert: converterOf(schema, direction),
    forms: new Set(plainSchemas(schema, side).map(formOfSchema)),
  }))
  if (options.every((option) => !option.convert)) return null
  const byTag = def.discriminator ? findByTag(options, def.discriminator, direction) : null
  return (value, trail) => {
    const tagged = byTag?.(value)
    if (tagged) return tagged.convert ? tagged.convert(value, trail) : value
    const form = formOfValue(value)
    const fitting = options.filter(({ forms }) => forms.has(form) || forms.has('any'))
    if (fitting.length === 0) return value
    return convertByTrial(fitting, value, trail, direction)
  }
}

function findByTag(options: readonly Option[], discriminator: string, direction: Direction) {
  const byTag = new Map<unknown, Option>()
  for (const option of options) {
    for (const tag of option.schema._zod.propValues?.[discriminator] ?? []) byTag.set(tag, option)
  }
  const key = direction === 'to' ? discriminator : toWireName(discriminator)
  return (value: unknown): Option | undefined =>
    isPlainObject(value) ? byTag.get(value[key]) : undefined
}

/** The first option that the value satisfies without anything left over, or the nearest to that. */
function convertByTrial(
  options: readonly Option[],
  value: unknown,
  trail: Trail | undefined,
  direction: Direction,
): unknown {
  let best: { converted: unknown; unknown: string[]; isFit: boolean } | undefined
  for (const { schema, convert } of options) {
    const unknown: string[] = []
    const own = { pointer: trail?.pointer ?? '', unknown }
    const converted = convert ? convert(value, direction === 'from' ? own : undefined) : value
    if (options.length === 1) best = { converted, unknown, isFit: true }
    else {
      const isFit = satisfies(schema, direction === 'from' ? converted : value)
      const isNearer =
        !best || (isFit === best.isFit ? unknown.length < best.unknown.length : isFit)
      if (!best || isNearer) best = { converted, unknown, isFit }
    }
    if (best.isFit && best.unknown.length === 0) break
  }
  trail?.unknown.push(...best!.unknown)
  return best!.converted
}

function satisfies(schema: z.ZodType, value: unknown): boolean {
  try {
    return schema.safeParse(value).success
  } catch {
    return false // an asynchronous check cannot decide here
  }
}

type Form = 'object' | 'array' | 'scalar' | 'any'

function formOfSchema(schema: core.$ZodType): Form {
  switch (definitionOf(schema).type) {
    case 'object':
    case 'record':
      return 'object'
    case 'array':
    case 'tuple':
      return 'array'
    case 'any':
    case 'unknown':
    case 'custom':
    case 'transform':
      return 'any'
    default:
      return 'scalar'
  }
}

const formOfValue = (value: unknown): Form =>
  Array.isArray(value) ? 'array' : isPlainObject(value) ? 'object' : 'scalar'
