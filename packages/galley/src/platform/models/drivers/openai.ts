import type { ModelDriver } from '../driver.ts'

/** OpenAI itself, by its Responses API. Servers that only imitate it belong to `compatible`. */
export const openaiDriver: ModelDriver = {
  id: 'openai',
  settings: 'OPENAI_API_KEY',
  isConfigured: (config) => config.OPENAI_API_KEY !== undefined,
  defaultModel: 'gpt-6.1-terra',
  providerOptions: ({ isStrictSchema }) => ({
    openai: { strictJsonSchema: isStrictSchema, store: false },
  }),
  async create(config) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return (modelId, call) =>
      createOpenAI({
        apiKey: config.OPENAI_API_KEY!,
        fetch: call.fetch,
        ...(config.OPENAI_BASE_URL && { baseURL: config.OPENAI_BASE_URL }),
      }).responses(modelId)
  },
}
