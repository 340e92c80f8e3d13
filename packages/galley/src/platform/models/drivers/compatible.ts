import type { ModelDriver } from '../driver.ts'

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, a gateway. */
export const compatibleDriver: ModelDriver = {
  id: 'compatible',
  settings: 'MODEL_BASE_URL',
  isConfigured: (config) => config.MODEL_BASE_URL !== undefined,
  providerOptions: ({ isStrictSchema }) => ({
    compatible: { strictJsonSchema: isStrictSchema },
  }),
  async create(config) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    return (modelId, call) =>
      createOpenAICompatible({
        name: 'compatible',
        baseURL: config.MODEL_BASE_URL!,
        fetch: call.fetch,
        // Without these two, usage is missing from streams and schemas are never sent.
        includeUsage: true,
        supportsStructuredOutputs: call.hasSchema,
        ...(config.MODEL_API_KEY && { apiKey: config.MODEL_API_KEY }),
      })(modelId)
  },
}
