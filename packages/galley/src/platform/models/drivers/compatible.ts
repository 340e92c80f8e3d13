import type { ModelDriver } from '../driver.ts'

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, a gateway. */
export const compatibleDriver: ModelDriver = {
  id: 'compatible',
  settings: 'MODEL_BASE_URL',
  configured: ({ MODEL_API_KEY: apiKey, MODEL_BASE_URL: baseUrl }) =>
    baseUrl === undefined ? undefined : { apiKey, baseUrl },
  providerOptions: ({ isStrictSchema }) => ({
    compatible: { strictJsonSchema: isStrictSchema },
  }),
  async create({ apiKey, baseUrl }) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    return (modelId, call) =>
      createOpenAICompatible({
        name: 'compatible',
        baseURL: baseUrl!,
        fetch: call.fetch,
        // Without these two, usage is missing from streams and schemas are never sent.
        includeUsage: true,
        supportsStructuredOutputs: call.hasSchema,
        ...(apiKey && { apiKey }),
      })(modelId)
  },
}
