import type { Config } from '../config.ts'
import { InvalidError } from '../error.ts'
import { codes } from './codes.ts'
import type { ModelDriver } from './driver.ts'
import { modelDrivers } from './providers.ts'

/** A model that can be called: its full id, and the driver that opens it. */
export interface Target {
  /** `provider:model`. */
  id: string
  modelId: string
  driver: ModelDriver
}

/**
 * Finds the driver of `provider:model`.
 *
 * @throws InvalidError when there is no such provider, or its settings are missing.
 */
export function resolveModel(id: string, config: Config): Target {
  const colon = id.indexOf(':')
  const provider = colon < 0 ? id : id.slice(0, colon)
  const driver = modelDrivers.find((candidate) => candidate.id === provider)
  const modelId = colon < 0 ? (driver?.defaultModel ?? '') : id.slice(colon + 1)
  if (!driver || modelId === '') {
    const providers = modelDrivers.map((candidate) => candidate.id).join(', ')
    throw new InvalidError(codes.MODEL_UNKNOWN, { provider, model: id, providers })
  }
  if (!driver.isConfigured(config)) {
    throw new InvalidError(codes.MODEL_NOT_CONFIGURED, { model: id, settings: driver.settings })
  }
  return { id: `${driver.id}:${modelId}`, modelId, driver }
}

/** `GALLEY_MODEL`, else the default of the first provider that is configured and has one. */
export function resolveDefault(config: Config): Target {
  if (config.GALLEY_MODEL) return resolveModel(config.GALLEY_MODEL, config)
  const driver = modelDrivers.find(
    (candidate) => candidate.isConfigured(config) && candidate.defaultModel !== undefined,
  )!
  return resolveModel(driver.id, config)
}

/** The models to try, in order: the named one or the default, then the fallbacks; each once. */
export function resolveChain(
  requested: string | undefined,
  config: Config,
  standard: Target,
  fallbacks: readonly Target[],
): Target[] {
  const first = requested === undefined ? standard : resolveModel(requested, config)
  return [first, ...fallbacks.filter((target) => target.id !== first.id)]
}
