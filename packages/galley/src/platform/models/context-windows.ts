/**
 * What a model reads and writes in one call, in tokens, as its provider said it in November 2026.
 * The first pattern that fits counts. Where a smaller figure was also given, that one stands here.
 */
const windows: readonly (readonly [RegExp, number])[] = [
  [/^anthropic:claude-(fable-5|opus-5|sonnet-5|haiku-5-5|opus-4-[678]|sonnet-4-6)/, 1_000_000],
  [/^anthropic:claude-/, 200_000],
  [/^openai:gpt-5\.6-luna/, 400_000],
  [/^openai:gpt-5(\.\d)?-(mini|nano)/, 400_000],
  [/^openai:gpt-(5\.[456]|6)/, 1_000_000],
]

/**
 * The context window of `provider:model`, or null where it is not known.
 *
 * @example
 * contextWindowOf('anthropic:claude-haiku-4-5') // 200000
 */
export function contextWindowOf(model: string): number | null {
  return windows.find(([pattern]) => pattern.test(model))?.[1] ?? null
}
