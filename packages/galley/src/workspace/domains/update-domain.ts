import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/index.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import {
  auditedDomain,
  DomainPurposes,
  domainUpdated,
  getDomainInWorkspace,
  toDomain,
} from './domain.ts'
import type { Domain } from './domain.ts'
import { requireDomainWriter } from './require-domain-writer.ts'
import { domains } from './tables.ts'

export const UpdateDomainInput = z.object({ domainId: z.string(), purposes: DomainPurposes })
export type UpdateDomainInput = z.input<typeof UpdateDomainInput>

/** Changes what a domain is for. It stays verified: the record shows whose it is, not what for. */
export async function updateDomain({ ctx, input }: VerbArgs<UpdateDomainInput>): Promise<Domain> {
  requireDomainWriter(ctx)
  const { domainId, purposes } = UpdateDomainInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const before = await getDomainInWorkspace(tx, ctx, domainId)
    const [after] = await tx
      .update(domains)
      .set({ purposes })
      .where(eq(domains.id, before.id))
      .returning()
    await audit(tx, ctx, {
      action: 'domain.update',
      subject: domainId,
      before: auditedDomain(before),
      after: auditedDomain(after!),
    })
    emit(tx, ctx, domainUpdated, domainId, { name: before.name, purposes })
    return toDomain(after!)
  })
}
