import type { ModelDriver } from '../driver.ts'

/** OpenAI itself, by its Responses API. Servers that only imitate it belong to `compatible`. */
export const openaiDriver: ModelDriver = {
  id: 'openai',
  settings: 'OPENAI_API_KEY',
  isConfigured: (config) => config.OPENAI_API_KEY !== undefined,
  defaultModel: 'gpt-6.1-terra',
  async create(config) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    const { defaultSettingsMiddleware, wrapLanguageModel } = await import('ai')
    return (modelId, call) => {
      const provider = createOpenAI({
        apiKey: config.OPENAI_API_KEY!,
        fetch: call.fetch,
        ...(config.OPENAI_BASE_URL && { baseURL: config.OPENAI_BASE_URL }),
      })
      const openai = { strictJsonSchema: call.isStrictSchema, store: false }
      return wrapLanguageModel({
        model: provider.responses(modelId),
        middleware: defaultSettingsMiddleware({ settings: { providerOptions: { openai } } }),
      })
    }
  },
}
