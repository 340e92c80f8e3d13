import type { ModelDriver } from '../driver.ts'

/** Anthropic's Messages API. */
export const anthropicDriver: ModelDriver = {
  id: 'anthropic',
  settings: 'ANTHROPIC_API_KEY',
  isConfigured: (config) => config.ANTHROPIC_API_KEY !== undefined,
  defaultModel: 'claude-sonnet-5-5',
  async create(config) {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    return (modelId, call) =>
      createAnthropic({
        apiKey: config.ANTHROPIC_API_KEY!,
        fetch: call.fetch,
        ...(config.ANTHROPIC_BASE_URL && { baseURL: config.ANTHROPIC_BASE_URL }),
      })(modelId)
  },
}
