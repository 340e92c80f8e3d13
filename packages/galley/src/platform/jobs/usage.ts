import type { StepUsage } from '../models/usage.ts'

/** A cost that is not known stays unknown, whatever is added to it. */
export function addUsage(left: StepUsage | null, right: StepUsage): StepUsage {
  if (!left) return { ...right, models: [...right.models] }
  const isKnown = left.costMicros !== null && right.costMicros !== null
  return {
    calls: left.calls + right.calls,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
    costMicros: isKnown ? left.costMicros! + right.costMicros! : null,
    models: [...new Set([...left.models, ...right.models])],
  }
}
