import { sql } from 'drizzle-orm'
import { createContext } from '../../../platform/context.ts'
import type { Context, Services } from '../../../platform/context.ts'
import { newId } from '../../../platform/id.ts'
import { withTransaction } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { olderThan } from './older-than.ts'
import { readPolicy } from './policy.ts'
import { retentionRules } from './retention-rule.ts'

/**
 * Cron: deletes what workspaces do not want to keep any longer, one workspace after the other, batch
 * by batch. Each pass that deleted something says so in the workspace's audit log. A workspace that
 * fails does not hold up the others.
 */
export async function enforceRetention(services: Services): Promise<void> {
  // Deleted ones are left as they are: their owners may want them back, or they are purged.
  const { rows } = await services.db.system.execute<{ id: string }>(sql`
    select p.workspace_id as id from galley.retention_policies p
    join galley.workspaces w on w.id = p.workspace_id and w.deleted_at is null
    order by p.workspace_id collate "C"`)
  const failures: unknown[] = []
  for (const { id: workspaceId } of rows) {
    try {
      await enforceIn(retentionContext(services, workspaceId))
    } catch (error) {
      failures.push(error)
      services.logger.warn({ workspaceId, error }, 'a retention policy was not enforced')
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function enforceIn(ctx: Context): Promise<void> {
  const policy = await withTransaction(ctx, (tx) => readPolicy(tx, ctx))
  const deleted: Record<string, number> = {}
  try {
    for (const rule of ctx.extensions.get(retentionRules)) {
      const days = policy[rule.kind]
      if (days === null) continue
      const until = olderThan(days)
      for (;;) {
        const count = await rule.remove(ctx, until)
        if (count === 0) break
        deleted[rule.kind] = (deleted[rule.kind] ?? 0) + count
      }
    }
  } finally {
    // What was deleted before something failed is deleted, and so is recorded.
    if (Object.keys(deleted).length > 0) {
      const record = { action: 'retention.enforce', subject: ctx.workspaceId, after: deleted }
      await withTransaction(ctx, (tx) => audit(tx, ctx, record))
    }
  }
}

const retentionContext = (services: Services, workspaceId: string): Context =>
  createContext(services, {
    workspaceId,
    actor: { kind: 'system', id: 'retention' },
    permissions: new Set(['*']),
    requestId: newId('req'),
    signal: new AbortController().signal,
  })
