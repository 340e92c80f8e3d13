import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getMediumInWorkspace, toMedia } from './medium.ts'
import type { Medium } from './medium.ts'

export const GetMediumInput = z.object({ mediaId: z.string() })
export type GetMediumInput = z.infer<typeof GetMediumInput>

/** What is known of an image. */
export async function getMedium({ ctx, input }: VerbArgs<GetMediumInput>): Promise<Medium> {
  requirePermission(ctx, 'media.read')
  const { mediaId } = GetMediumInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const row = await getMediumInWorkspace(tx, ctx, mediaId)
    return (await toMedia(tx, ctx, [row]))[0]!
  })
}
