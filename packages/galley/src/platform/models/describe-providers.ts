import type { Config } from '../config.ts'
import { modelDrivers } from './providers.ts'

/** A provider that somebody can connect to. */
export interface ProviderDescription {
  id: string
  /** Asked when nobody names one; null where none can be taken for granted. */
  defaultModel: string | null
  /** The configuration of the server names it already. */
  isConfigured: boolean
}

/** Every provider but the embedded one, which is always there. */
export const describeProviders = (config: Config): ProviderDescription[] =>
  modelDrivers
    .filter(({ isExtractive }) => !isExtractive)
    .map((driver) => ({
      id: driver.id,
      defaultModel: driver.defaultModel ?? null,
      isConfigured: driver.configured(config) !== undefined,
    }))
