import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { GetSourceInput } from './get-source.ts'
import { getSourceInWorkspace } from './source.ts'

/** Passes when the source is there to be read, without reading its text and segments to the caller. */
export async function requireSource({ ctx, input }: VerbArgs<GetSourceInput>): Promise<void> {
  requirePermission(ctx, 'sources.read')
  const { sourceId } = GetSourceInput.parse(input)
  await withTransaction(ctx, (tx) => getSourceInWorkspace(tx, ctx, sourceId))
}
