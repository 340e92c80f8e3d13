import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider'
import type { Config } from '../config.ts'
import type { Isolation } from '../isolation/contract.ts'

/** What a provider takes beyond the SDK's common options, by its name. */
export type ProviderOptions = NonNullable<LanguageModelV4CallOptions['providerOptions']>

/** What a driver may need to know of the one call that its model is made for. */
export interface ModelCall {
  /** The only way out: guarded against private addresses, limited in size, watched for failures. */
  fetch: typeof globalThis.fetch
  prompt: { id: string; version: number; extract?: string }
  input: unknown
  isolation: Isolation
  timeoutMs: number
  /** False after the provider refused the schema: then only "some JSON object" is asked for. */
  hasSchema: boolean
}

/** What a provider is reached with. */
export interface ProviderSettings {
  apiKey?: string | undefined
  baseUrl?: string | undefined
}

/** Makes the model for one call. */
export type OpenModel = (modelId: string, call: ModelCall) => LanguageModelV4

/**
 * One provider. The family has one shape, so that adding one is a file here and a line in
 * `providers.ts`; its SDK is imported by `create`, on first use.
 */
export interface ModelDriver {
  /** The part of a model's id before the colon. */
  id: string
  /** The variables to set, in words, for the error that asks for them. */
  settings: string
  /** What the configuration says of it; undefined where that is not enough to reach it. */
  configured(config: Config): ProviderSettings | undefined
  /** Used when `GALLEY_MODEL` names none; absent where no model can be taken for granted. */
  defaultModel?: string
  /** Runs the prompt's `extract` instead of its `render`: same input, same output, every time. */
  isExtractive?: boolean
  /** `isStrictSchema`: every property is required and no other is allowed, as strict modes insist. */
  providerOptions?(call: { isStrictSchema: boolean }): ProviderOptions
  create(settings: ProviderSettings): Promise<OpenModel>
}
