import type { z } from 'zod'
import { invalidInput } from '../../platform/http/problem.ts'

/**
 * A step's or pipeline's input, checked before anything is queued.
 *
 * @throws InvalidError with a pointer for each wrong field, in the names that the API uses.
 */
export function parseInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidInput(schema, parsed.error.issues)
  return parsed.data
}
