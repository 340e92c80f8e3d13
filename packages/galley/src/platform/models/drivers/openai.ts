import type { ModelDriver } from '../driver.ts'

/** OpenAI itself, by its Responses API. Servers that only imitate it belong to `compatible`. */
export const openaiDriver: ModelDriver = {
  id: 'openai',
  settings: 'OPENAI_API_KEY',
  configured: ({ OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl }) =>
    apiKey === undefined ? undefined : { apiKey, baseUrl },
  defaultModel: 'gpt-6.1-terra',
  providerOptions: ({ isStrictSchema }) => ({
    openai: { strictJsonSchema: isStrictSchema, store: false },
  }),
  async create({ apiKey, baseUrl }) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return (modelId, call) =>
      createOpenAI({
        apiKey: apiKey!,
        fetch: call.fetch,
        ...(baseUrl && { baseURL: baseUrl }),
      }).responses(modelId)
  },
}
