import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { readBranding, toBranding } from './branding.ts'
import type { Branding } from './branding.ts'
import { logoUrlOf } from './logo-url.ts'

/** How the workspace looks: what is set, and the standard where nothing is. */
export async function getBranding({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<Branding> {
  requirePermission(ctx, 'branding.read')
  const row = await withTransaction(ctx, (tx) => readBranding(tx, ctx.workspaceId))
  return toBranding(row, logoUrlOf(ctx.config, row))
}
