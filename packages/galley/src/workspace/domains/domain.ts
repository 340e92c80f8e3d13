import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { NotFoundError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import { domainCodes } from './codes.ts'
import { recordName, recordValue } from './record.ts'
import { domains } from './tables.ts'

/** How long a domain that lost its record stays verified. */
export const GRACE_DAYS = 7

export const DomainPurpose = z
  .enum(['email', 'site'])
  .describe('`email`: sign-in and sender addresses. `site`: pages are shown under it.')
export type DomainPurpose = z.infer<typeof DomainPurpose>

export const DomainPurposes = z
  .array(DomainPurpose)
  .min(1)
  .max(10)
  .transform((purposes) => [...new Set(purposes)].sort())

export const Domain = z
  .object({
    id: z.string(),
    name: z.string().describe('Lower case; names in other scripts as `xn--…`.'),
    purposes: z.array(DomainPurpose),
    status: z
      .enum(['pending', 'verified', 'record_missing'])
      .describe(
        '`record_missing`: still verified, but its record is gone; `verified_until` says how long.',
      ),
    record: z
      .object({ type: z.literal('TXT'), name: z.string(), value: z.string() })
      .describe('What to set at the name servers of the domain, and to leave there.'),
    verifiedAt: z.date().nullable(),
    verifiedUntil: z.date().nullable(),
    lastCheckedAt: z.date().nullable(),
    lastError: z.string().nullable().describe('The code of what the last check found wrong.'),
    createdAt: z.date(),
  })
  .meta({ id: 'Domain' })
export type Domain = z.infer<typeof Domain>

const named = z.object({ name: z.string() })
const withPurposes = named.extend({ purposes: z.array(z.string()) })

export const domainCreated = defineEvent({
  type: 'domain.created',
  summary: 'A workspace says that a domain is its own.',
  data: withPurposes,
})
export const domainUpdated = defineEvent({
  type: 'domain.updated',
  summary: 'A domain serves other purposes.',
  data: withPurposes,
})
export const domainVerified = defineEvent({
  type: 'domain.verified',
  summary: 'A workspace has shown that a domain is its own.',
  data: named,
})
export const domainRecordMissing = defineEvent({
  type: 'domain.record_missing',
  summary: 'A verified domain lost its record; it is unverified after some days of grace.',
  data: named.extend({ verifiedUntil: z.string() }),
})
export const domainUnverified = defineEvent({
  type: 'domain.unverified',
  summary: 'A workspace no longer shows that a domain is its own.',
  data: named.extend({ reason: z.enum(['record_missing', 'workspace_deleted']) }),
})
export const domainDeleted = defineEvent({
  type: 'domain.deleted',
  summary: 'A domain was deleted.',
  data: named,
})

export type DomainRow = typeof domains.$inferSelect

/** The row, or NotFoundError: also when it is in another workspace. */
export async function getDomainInWorkspace(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId'>,
  domainId: string,
): Promise<DomainRow> {
  const [row] = await tx
    .select()
    .from(domains)
    .where(and(eq(domains.workspaceId, ctx.workspaceId), eq(domains.id, domainId)))
    .for('update')
  if (!row) throw new NotFoundError(domainCodes.DOMAIN_NOT_FOUND, { domainId })
  return row
}

export function toDomain(row: DomainRow): Domain {
  const { id, name, purposes, verifiedAt, lastCheckedAt, lastError, createdAt } = row
  const status = verifiedAt === null ? 'pending' : row.missingSince ? 'record_missing' : 'verified'
  return {
    id,
    name,
    purposes,
    status,
    record: { type: 'TXT', name: recordName(name), value: recordValue(row.token) },
    verifiedAt,
    verifiedUntil: row.missingSince && endOfGrace(row.missingSince),
    lastCheckedAt,
    lastError,
    createdAt,
  }
}

export const endOfGrace = (missingSince: Date) =>
  new Date(missingSince.getTime() + GRACE_DAYS * 24 * 3600 * 1000)

/** What the audit log keeps of a domain. */
export const auditedDomain = ({ name, purposes, verifiedAt }: DomainRow) => ({
  name,
  purposes,
  isVerified: verifiedAt !== null,
})
