import { z } from 'zod'
import { defineCodes, UnsupportedError } from '../../platform/error.ts'
import type { StepEstimate } from '../../platform/step.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { parseInput } from './parse-input.ts'
import { findStep } from './start-step.ts'

const codes = defineCodes({
  STEP_NOT_ESTIMATED: 'What {step} costs cannot be told before. Give it a "budget" instead.',
})

export const EstimateStepInput = z.object({ step: z.string(), input: z.unknown() })
export type EstimateStepInput = z.input<typeof EstimateStepInput>

/** What a call of a step would cost at most. Asks no model, and stores nothing. */
export async function estimateStep({
  ctx,
  input,
}: VerbArgs<EstimateStepInput>): Promise<StepEstimate> {
  const step = findStep(ctx, input.step)
  requirePermission(ctx, step.permission)
  if (!step.estimate) throw new UnsupportedError(codes.STEP_NOT_ESTIMATED, { step: step.id })
  return step.estimate({ ctx, input: parseInput(step.input, input.input) })
}
