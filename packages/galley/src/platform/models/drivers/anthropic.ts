import type { ModelDriver } from '../driver.ts'

/** Anthropic's Messages API. */
export const anthropicDriver: ModelDriver = {
  id: 'anthropic',
  settings: 'ANTHROPIC_API_KEY',
  configured: ({ ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl }) =>
    apiKey === undefined ? undefined : { apiKey, baseUrl },
  defaultModel: 'claude-sonnet-5-5',
  async create({ apiKey, baseUrl }) {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    return (modelId, call) =>
      createAnthropic({
        apiKey: apiKey!,
        fetch: call.fetch,
        ...(baseUrl && { baseURL: baseUrl }),
      })(modelId)
  },
}
