import { z } from 'zod'
import type { ModelResult } from '../../platform/models/index.ts'

/** Who wrote a part: what a version's provenance is made of. */
export const Writer = z
  .object({
    model: z.string(),
    prompt: z.string(),
    /** Uses only the sources' own sentences. */
    isExtractive: z.boolean(),
    costMicros: z
      .int()
      .nullable()
      .describe('Micro-units of US dollars; null when the price is not known.'),
  })
  .meta({ id: 'Writer' })
export type Writer = z.infer<typeof Writer>

export function describeWriter({
  model,
  prompt,
  isExtractive,
  usage,
}: ModelResult<unknown>): Writer {
  return { model, prompt, isExtractive, costMicros: usage.costMicros }
}

/** The sum; null as soon as one part of it is not known. */
export function sumCosts(writers: readonly { costMicros: number | null }[]): number | null {
  return writers.reduce<number | null>(
    (sum, { costMicros }) => (sum === null || costMicros === null ? null : sum + costMicros),
    0,
  )
}
