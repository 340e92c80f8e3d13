import {
  ApiKey,
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  toWire,
} from '@galley/galley/node'
import type { Context } from '@galley/galley/node'
import type { Keys, WireKey } from './keys.ts'
import { withLocal } from './local.ts'

/** The keys of this machine's workspace. */
export function withKeysHere<T>(work: (keys: Keys) => Promise<T>): Promise<T> {
  return withLocal(({ ctx }) => work(keysOf(ctx)))
}

function keysOf(ctx: Context): Keys {
  const wire = (key: ApiKey) => toWire(ApiKey, key) as WireKey
  const wireNew = ({ key, apiKey }: { key: string; apiKey: ApiKey }) => ({
    key,
    api_key: wire(apiKey),
  })
  return {
    async list() {
      return (await listApiKeys({ ctx, input: { limit: 200 } })).items.map(wire)
    },
    create: async (input) => wireNew(await issueApiKey({ ctx, input })),
    rotate: async (keyId, overlapSeconds) =>
      wireNew(await rotateApiKey({ ctx, input: { keyId, overlapSeconds } })),
    revoke: async (keyId) => wire(await revokeApiKey({ ctx, input: { keyId } })),
  }
}
