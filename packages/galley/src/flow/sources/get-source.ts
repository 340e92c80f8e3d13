import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getSourceInWorkspace, readSegments } from './source.ts'
import type { Source } from './source.ts'

export const GetSourceInput = z.object({ sourceId: z.string() })
export type GetSourceInput = z.infer<typeof GetSourceInput>

/** A source with its text and segments. */
export async function getSource({ ctx, input }: VerbArgs<GetSourceInput>): Promise<Source> {
  requirePermission(ctx, 'sources.read')
  const { sourceId } = GetSourceInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const source = await getSourceInWorkspace(tx, ctx, sourceId)
    return { ...source, segments: await readSegments(tx, ctx, source) }
  })
}
