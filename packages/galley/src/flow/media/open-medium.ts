import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { GetMediumInput } from './get-medium.ts'
import { getMediumInWorkspace } from './medium.ts'
import type { MediumRow } from './medium.ts'

/** An image and where its bytes are to be had. */
export interface OpenMedium {
  medium: MediumRow
  read(): Promise<ReadableStream<Uint8Array>>
}

export async function openMedium({ ctx, input }: VerbArgs<GetMediumInput>): Promise<OpenMedium> {
  requirePermission(ctx, 'media.read')
  const { mediaId } = GetMediumInput.parse(input)
  const medium = await withTransaction(ctx, (tx) => getMediumInWorkspace(tx, ctx, mediaId))
  const { storage, signal } = ctx
  return { medium, read: async () => (await storage.get(medium.storageKey, { signal })).body }
}
