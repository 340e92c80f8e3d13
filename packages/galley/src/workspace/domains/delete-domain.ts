import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/index.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { auditedDomain, domainDeleted, getDomainInWorkspace } from './domain.ts'
import { requireDomainWriter } from './require-domain-writer.ts'
import { domains } from './tables.ts'

export const DeleteDomainInput = z.object({ domainId: z.string() })
export type DeleteDomainInput = z.infer<typeof DeleteDomainInput>

/** Gives a domain up. Sign-in, senders and pages under it end with it; another may verify it at once. */
export async function deleteDomain({ ctx, input }: VerbArgs<DeleteDomainInput>): Promise<void> {
  requireDomainWriter(ctx)
  const { domainId } = DeleteDomainInput.parse(input)
  await withTransaction(ctx, async (tx) => {
    const before = await getDomainInWorkspace(tx, ctx, domainId)
    await tx.delete(domains).where(eq(domains.id, before.id))
    await audit(tx, ctx, {
      action: 'domain.delete',
      subject: domainId,
      before: auditedDomain(before),
    })
    emit(tx, ctx, domainDeleted, domainId, { name: before.name })
  })
}
