import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { readWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

/** The workspace that the request is in. */
export async function getWorkspace({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<Workspace> {
  requirePermission(ctx, 'workspace.read')
  return withTransaction(ctx, (tx) => readWorkspace(tx, ctx))
}
