/** What a step has used so far, summed over its model calls. */
export interface StepUsage {
  calls: number
  inputTokens: number
  outputTokens: number
  cachedTokens: number
  /** Micro-units of the billing currency; null when a model's price is not known. */
  costMicros: number | null
  models: string[]
}

export const noUsage: StepUsage = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  costMicros: 0,
  models: [],
}

/** Sums two usages. An unknown cost stays unknown; models are listed once, in order of use. */
export function addUsage(left: StepUsage, right: StepUsage): StepUsage {
  return {
    calls: left.calls + right.calls,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
    costMicros:
      left.costMicros === null || right.costMicros === null
        ? null
        : left.costMicros + right.costMicros,
    models: [...new Set([...left.models, ...right.models])],
  }
}
