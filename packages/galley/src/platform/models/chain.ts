import type { Config } from '../config.ts'
import { InvalidError } from '../error.ts'
import { codes } from './codes.ts'
import type { OwnProvider } from './contract.ts'
import type { ModelDriver, ProviderSettings } from './driver.ts'
import type { Price } from './price-table.ts'
import type { PriceList } from './prices.ts'
import { modelDrivers } from './providers.ts'

/** A model that can be called: its full id, the driver that opens it, and what with. */
export interface Target {
  /** `provider:model`. */
  id: string
  modelId: string
  driver: ModelDriver
  settings: ProviderSettings
  /** Null where it is not known. */
  price: Price | null
  /** The workspace's own connection, where that is the way; else the configuration's. */
  own: OwnProvider | null
  /** What is learned of it (it rests, it refuses schemas) counts for calls with the same settings. */
  key: string
}

/** What can be called for somebody: what the configuration names, behind what is their own. */
export interface Offer {
  config: Config
  prices: PriceList
  own: readonly OwnProvider[]
}

/**
 * Finds the way to `provider:model`.
 *
 * @throws InvalidError when there is no such provider, or its settings are missing.
 */
export function resolveModel(id: string, offer: Offer): Target {
  const colon = id.indexOf(':')
  const provider = colon < 0 ? id : id.slice(0, colon)
  const driver = modelDrivers.find((candidate) => candidate.id === provider)
  const own = offer.own.find((candidate) => candidate.provider === provider) ?? null
  const standard = own?.model ?? driver?.defaultModel ?? ''
  const modelId = colon < 0 ? standard : id.slice(colon + 1)
  if (!driver || modelId === '') {
    const providers = modelDrivers.map((candidate) => candidate.id).join(', ')
    throw new InvalidError(codes.MODEL_UNKNOWN, { provider, model: id, providers })
  }
  const settings = own?.settings ?? driver.configured(offer.config)
  if (!settings) {
    throw new InvalidError(codes.MODEL_NOT_CONFIGURED, { model: id, settings: driver.settings })
  }
  const full = `${driver.id}:${modelId}`
  return {
    id: full,
    modelId,
    driver,
    settings,
    price: own?.prices[modelId] ?? offer.prices.find(full),
    own,
    key: own ? `${own.revision}/${full}` : full,
  }
}

/**
 * The model that nobody has to name: the workspace's own choice, `GALLEY_MODEL`, else the default
 * of the first provider that can be reached and has one.
 */
export function resolveDefault(offer: Offer): Target {
  const chosen = offer.own.find(({ isDefault }) => isDefault)
  if (chosen) return resolveModel(chosen.provider, offer)
  if (offer.config.GALLEY_MODEL) return resolveModel(offer.config.GALLEY_MODEL, offer)
  const driver = modelDrivers.find(
    (candidate) =>
      candidate.configured(offer.config) !== undefined && candidate.defaultModel !== undefined,
  )!
  return resolveModel(driver.id, offer)
}

/** The models to try, in order: the named one or the default, then the fallbacks; each once. */
export function resolveChain(requested: string | undefined, offer: Offer): Target[] {
  const first = requested === undefined ? resolveDefault(offer) : resolveModel(requested, offer)
  const fallbacks = offer.config.GALLEY_MODEL_FALLBACKS.map((id) => resolveModel(id, offer))
  return [first, ...fallbacks.filter((target) => target.id !== first.id)]
}
