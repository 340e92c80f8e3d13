import { sql } from 'drizzle-orm'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import type { SsoEnforcement } from './enforcement.ts'

export async function getEnforcement({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<SsoEnforcement> {
  requirePermission(ctx, 'sso.read')
  const { rows } = await withTransaction(ctx, (tx) =>
    tx.execute<{ sso_enforced: boolean }>(
      sql`select sso_enforced from galley.workspaces where id = ${ctx.workspaceId}`,
    ),
  )
  return { isEnforced: rows[0]?.sso_enforced ?? false }
}
