import { z } from 'zod'
import { ConflictError, UnavailableError } from '../../platform/error.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { domainCodes } from './codes.ts'
import { getDomainInWorkspace, toDomain } from './domain.ts'
import type { Domain, DomainRow } from './domain.ts'
import { checkRecord, recordName, recordValue } from './record.ts'
import type { RecordCheck } from './record.ts'
import { releaseDomain } from './release-domain.ts'
import { requireDomainWriter } from './require-domain-writer.ts'
import { settleCheck } from './settle-check.ts'

export const VerifyDomainInput = z.object({ domainId: z.string() })
export type VerifyDomainInput = z.infer<typeof VerifyDomainInput>

/**
 * Asks DNS now whether the record is there, and keeps what it said.
 *
 * @throws ConflictError `domain_record_missing`, `domain_record_differs` (with what was found),
 * `domain_taken`; UnavailableError `domain_dns_unreachable`
 */
export async function verifyDomain({ ctx, input }: VerbArgs<VerifyDomainInput>): Promise<Domain> {
  requireDomainWriter(ctx)
  const { domainId } = VerifyDomainInput.parse(input)
  const claim = await withTransaction(ctx, (tx) => getDomainInWorkspace(tx, ctx, domainId))

  const check = await checkRecord(ctx.dns, claim) // no transaction waits for DNS
  if (check.state === 'present' && claim.verifiedAt === null) await releaseDomain(ctx, claim.name)
  const settled = await settleCheck(ctx, claim, check)
  if (settled === null) throw new ConflictError(domainCodes.DOMAIN_CHANGED, { domainId })
  if (check.state !== 'present') throw refusalOf(claim, check)
  return toDomain(settled)
}

function refusalOf({ name, token }: DomainRow, check: RecordCheck): Error {
  const details = { name, recordName: recordName(name), expected: recordValue(token) }
  if (check.state === 'unreachable') {
    const { reason, cause } = check
    const retryAfterSeconds = 60
    return new UnavailableError(
      domainCodes.DOMAIN_DNS_UNREACHABLE,
      { ...details, reason, retryAfterSeconds },
      { cause },
    )
  }
  return check.state === 'differs'
    ? new ConflictError(domainCodes.DOMAIN_RECORD_DIFFERS, { ...details, found: check.found })
    : new ConflictError(domainCodes.DOMAIN_RECORD_MISSING, details)
}
