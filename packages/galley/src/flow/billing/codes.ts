import { defineCodes } from '../../platform/error.ts'

export const codes = defineCodes({
  BUDGET_EXCEEDED:
    'The budget of {owner} has {left} US dollars left of {limit}, and a call of {model} may cost up to {needed}. Raise the budget, or name a cheaper model.',
  USAGE_RANGE_INVALID: 'The range from {from} to {to} is empty. Give an earlier start.',
})

/** Micro-units as people write them: `0.25`, `12.000001`. */
export function inDollars(amountMicros: number): string {
  return (amountMicros / 1_000_000).toFixed(6).replace(/\.?0+$/, '')
}
