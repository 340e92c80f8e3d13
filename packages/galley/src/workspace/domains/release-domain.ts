import { eq, sql } from 'drizzle-orm'
import { audit } from '../audit/index.ts'
import type { Services } from '../../platform/context.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import { domainsContext } from './domains-context.ts'
import { auditedDomain, domainUnverified, getDomainInWorkspace } from './domain.ts'
import { domains } from './tables.ts'

/**
 * Takes a domain from a workspace that is deleted, or waits to be, for somebody who has shown that
 * it is theirs. Should that workspace come back, it has to verify anew.
 */
export async function releaseDomain(services: Services, name: string): Promise<void> {
  const { rows } = await services.db.system.execute<{ id: string; workspace_id: string }>(sql`
    select d.id, d.workspace_id
    from galley.domains d
    left join galley.workspaces w on w.id = d.workspace_id
    where d.name = ${name} and d.verified_at is not null
      and (w.id is null or w.deleted_at is not null)`)
  for (const holder of rows) {
    const ctx = domainsContext(services, holder.workspace_id)
    await withTransaction(ctx, async (tx) => {
      const before = await getDomainInWorkspace(tx, ctx, holder.id)
      if (before.verifiedAt === null) return
      const [after] = await tx
        .update(domains)
        .set({ verifiedAt: null, missingSince: null })
        .where(eq(domains.id, before.id))
        .returning()
      await audit(tx, ctx, {
        action: 'domain.unverify',
        subject: before.id,
        before: auditedDomain(before),
        after: auditedDomain(after!),
      })
      emit(tx, ctx, domainUnverified, before.id, { name, reason: 'workspace_deleted' })
    })
  }
}
