import { z } from 'zod'
import { InvalidError } from '../error.ts'
import { codes } from './codes.ts'
import { priceTable } from './price-table.ts'
import type { Price } from './price-table.ts'

/** Tokens of one call, as the provider counted them. */
export interface TokenCount {
  input: number
  output: number
  cachedInput?: number
  cacheWrite?: number
}

export interface PriceList {
  /** The price of `provider:model`, or null: unknown, which is never the same as free. */
  find(model: string): Price | null
  /** Every model with a price. */
  models(): string[]
}

const amount = z.number().min(0).max(100_000)
const Overrides = z.record(
  z.string().regex(/^[^:]+:.+$/, 'is not "provider:model"'),
  z.strictObject({ input: amount, output: amount, cached_input: amount.optional() }),
)

const EXAMPLE = '{"openai:gpt-6-luna": {"input": 0.1, "output": 0.5}}'

/**
 * The prices that hold here: the operator's (`GALLEY_MODEL_PRICES`), then the table's.
 *
 * @throws InvalidError when the operator's are not usable.
 */
export function createPriceList(overrides: string | undefined, today = new Date()): PriceList {
  const own = parseOverrides(overrides, today.toISOString().slice(0, 10))
  const all = { ...priceTable, ...own }
  return {
    find: (model) => all[model] ?? all[withoutSnapshot(model)] ?? null,
    models: () => Object.keys(all),
  }
}

/** What a call costs, in whole micro-units, rounded up: a cost is never understated. */
export function costOf(price: Price, tokens: TokenCount): number {
  const { input, output, cachedInput = 0, cacheWrite = 0 } = tokens
  const fresh = Math.max(0, input - cachedInput - cacheWrite)
  const isLong = price.longInput !== undefined && input > price.longInput.aboveTokens
  const inputCost =
    fresh * price.input +
    cachedInput * (price.cachedInput ?? price.input) +
    cacheWrite * (price.cacheWrite ?? price.input)
  const outputCost = output * price.output
  const total = isLong
    ? inputCost * price.longInput!.inputFactor + outputCost * price.longInput!.outputFactor
    : inputCost + outputCost
  return Math.ceil(total / 1_000_000)
}

/** The most that a call of this size can cost: all of its input written to the cache. */
export function highestCost(price: Price, tokens: { input: number; output: number }): number {
  const isDearer = (price.cacheWrite ?? 0) > price.input
  return costOf(price, { ...tokens, cacheWrite: isDearer ? tokens.input : 0 })
}

/** `claude-sonnet-4-5-20250929` and `gpt-5.4-2026-03-05` cost what their undated names cost. */
function withoutSnapshot(model: string): string {
  return model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '')
}

function parseOverrides(text: string | undefined, date: string): Record<string, Price> {
  if (!text) return {}
  const parsed = Overrides.safeParse(parseJson(text))
  if (!parsed.success) {
    const problem = parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'the value'}: ${issue.message}`)
      .join('; ')
    throw new InvalidError(codes.MODEL_PRICES_INVALID, { problem, example: EXAMPLE })
  }
  return Object.fromEntries(
    Object.entries(parsed.data).map(([model, price]) => [
      model,
      {
        input: Math.round(price.input * 1_000_000),
        output: Math.round(price.output * 1_000_000),
        ...(price.cached_input !== undefined && {
          cachedInput: Math.round(price.cached_input * 1_000_000),
        }),
        source: 'GALLEY_MODEL_PRICES',
        date,
      },
    ]),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidError(codes.MODEL_PRICES_INVALID, {
      problem: 'it is not JSON',
      example: EXAMPLE,
    })
  }
}
