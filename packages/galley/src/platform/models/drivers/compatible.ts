import type { ModelDriver } from '../driver.ts'

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, a gateway. */
export const compatibleDriver: ModelDriver = {
  id: 'compatible',
  settings: 'MODEL_BASE_URL',
  isConfigured: (config) => config.MODEL_BASE_URL !== undefined,
  async create(config) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    const { defaultSettingsMiddleware, wrapLanguageModel } = await import('ai')
    return (modelId, call) => {
      const provider = createOpenAICompatible({
        name: 'compatible',
        baseURL: config.MODEL_BASE_URL!,
        fetch: call.fetch,
        // Without these two, usage is missing from streams and schemas are never sent.
        includeUsage: true,
        supportsStructuredOutputs: call.hasSchema,
        ...(config.MODEL_API_KEY && { apiKey: config.MODEL_API_KEY }),
      })
      const compatible = { strictJsonSchema: call.isStrictSchema }
      return wrapLanguageModel({
        model: provider(modelId),
        middleware: defaultSettingsMiddleware({ settings: { providerOptions: { compatible } } }),
      })
    }
  },
}
