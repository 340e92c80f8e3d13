/**
 * List prices in micro-units of US dollars per million tokens (2_500_000 = $2.50), standard tier.
 * Providers change them: `date` is the day they were read, `source` is where. What an operator
 * writes into `GALLEY_MODEL_PRICES` goes before this table.
 */
export interface Price {
  input: number
  output: number
  /** Input read from the provider's cache; full price where absent. */
  cachedInput?: number
  /** Input written to the provider's cache; full price where absent. */
  cacheWrite?: number
  /** Some models charge the whole request more once its input passes a length. */
  longInput?: { aboveTokens: number; inputFactor: number; outputFactor: number }
  source: string
  date: string
}

const dollars = (amount: number) => Math.round(amount * 1_000_000)

const OPENAI = 'https://developers.openai.com/api/docs/pricing'
const OPENAI_LONG = { aboveTokens: 272_000, inputFactor: 2, outputFactor: 1.5 }
const ANTHROPIC = 'https://platform.claude.com/docs/en/about-claude/pricing'

/** OpenAI bills a write to its cache, where it bills one, at 1.25 times the input. */
function openai(date: string, input: number, cached: number, output: number): Price {
  return {
    input: dollars(input),
    output: dollars(output),
    cachedInput: dollars(cached),
    source: OPENAI,
    date,
  }
}

function openaiLong(date: string, input: number, cached: number, output: number): Price {
  return {
    ...openai(date, input, cached, output),
    cacheWrite: dollars(input * 1.25),
    longInput: OPENAI_LONG,
  }
}

function anthropic(date: string, input: number, cached: number, output: number): Price {
  return {
    input: dollars(input),
    output: dollars(output),
    cachedInput: dollars(cached),
    cacheWrite: dollars(input * 1.25),
    source: ANTHROPIC,
    date,
  }
}

export const priceTable: Readonly<Record<string, Price>> = {
  'openai:gpt-6.2-astra': openaiLong('2026-11-18', 8, 0.4, 40),
  'openai:gpt-6.2-sol': openaiLong('2026-11-18', 2, 0.1, 10),
  'openai:gpt-6.1-terra': openaiLong('2026-10-27', 1, 0.05, 5),
  'openai:gpt-6.1-sol': openaiLong('2026-09-30', 2, 0.1, 10),
  'openai:gpt-6-astra': openaiLong('2026-09-07', 10, 1, 50),
  'openai:gpt-6-sol': openaiLong('2026-09-23', 2, 0.2, 10),
  'openai:gpt-6-luna': openaiLong('2026-09-23', 0.1, 0.01, 0.5),
  'openai:gpt-5.6-terra': openaiLong('2026-09-07', 2, 0.2, 12),
  'openai:gpt-5.6-luna': openaiLong('2026-09-07', 0.2, 0.02, 1.2),
  'openai:gpt-5.5': openai('2026-06-30', 5, 0.5, 30),
  'openai:gpt-5.4': openai('2026-06-30', 2.5, 0.25, 15),
  'openai:gpt-5.4-mini': openai('2026-06-30', 0.75, 0.075, 4.5),
  'openai:gpt-5.4-nano': openai('2026-06-30', 0.2, 0.02, 1.25),
  'openai:gpt-5-mini': openai('2026-06-30', 0.25, 0.025, 2),
  'anthropic:claude-fable-5-1': anthropic('2026-10-24', 10, 0.25, 50),
  'anthropic:claude-opus-5-5': anthropic('2026-10-24', 4, 0.2, 20),
  'anthropic:claude-opus-5': anthropic('2026-10-24', 5, 0.5, 25),
  'anthropic:claude-opus-4-8': anthropic('2026-10-24', 5, 0.5, 25),
  'anthropic:claude-opus-4-7': anthropic('2026-10-24', 5, 0.5, 25),
  'anthropic:claude-opus-4-6': anthropic('2026-10-24', 5, 0.5, 25),
  'anthropic:claude-opus-4-5': anthropic('2026-10-24', 5, 0.5, 25),
  'anthropic:claude-sonnet-5-5': anthropic('2026-10-24', 2, 0.1, 10),
  'anthropic:claude-sonnet-5': anthropic('2026-10-24', 2, 0.2, 10),
  'anthropic:claude-sonnet-4-6': anthropic('2026-10-24', 3, 0.3, 15),
  'anthropic:claude-sonnet-4-5': anthropic('2026-10-24', 3, 0.3, 15),
  'anthropic:claude-haiku-5-5': {
    ...anthropic('2026-10-24', 0.1, 0.01, 0.5),
    longInput: { aboveTokens: 100_000, inputFactor: 5, outputFactor: 5 },
  },
  'anthropic:claude-haiku-4-5': anthropic('2026-10-24', 1, 0.1, 5),
  'embedded:extractive': { input: 0, output: 0, source: 'built in', date: '2026-11-25' },
}
