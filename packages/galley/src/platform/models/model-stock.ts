import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Target } from './chain.ts'
import type { ModelCall, OpenModel } from './driver.ts'

/** A model in use by one call. */
export interface OpenedModel {
  model: LanguageModelV4
  /** For the next call; one whose request may still be under way must not be given back. */
  giveBack(): void
}

/**
 * Opens models, and keeps them between calls: making a provider's client takes a millisecond, which
 * a step with many calls at once would spend on the way to each of them.
 */
export interface ModelStock {
  open(target: Target, call: ModelCall): Promise<OpenedModel>
}

interface Kept {
  model: LanguageModelV4
  /** Of the call that uses it now. */
  fetch: typeof fetch
}

const MOST_KEPT = 500

/** @param create loads a driver's SDK and tells it the settings; asked once for each of these. */
export function createModelStock(create: (target: Target) => Promise<OpenModel>): ModelStock {
  const drivers = new Map<string, Promise<OpenModel>>()
  const idle = new Map<string, Kept[]>()
  return {
    async open(target, call) {
      const { driver, modelId, own } = target
      const place = own ? `${own.revision}/${driver.id}` : driver.id
      if (drivers.size + idle.size > MOST_KEPT) {
        drivers.clear()
        idle.clear()
      }
      const opening = drivers.get(place) ?? create(target)
      drivers.set(place, opening)
      const open = await opening
      // The embedded writer's model is the call itself.
      if (driver.isExtractive) return { model: open(modelId, call), giveBack: () => undefined }

      const key = `${target.key} ${call.hasSchema}`
      const shelf = idle.get(key) ?? []
      idle.set(key, shelf)
      const kept = shelf.pop() ?? make(open, modelId, call)
      kept.fetch = call.fetch
      return { model: kept.model, giveBack: () => void shelf.push(kept) }
    },
  }
}

function make(open: OpenModel, modelId: string, call: ModelCall): Kept {
  const fetch: typeof globalThis.fetch = (input, init) => kept.fetch(input, init)
  const kept: Kept = { model: open(modelId, { ...call, fetch }), fetch }
  return kept
}
