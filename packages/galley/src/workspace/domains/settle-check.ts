import { DrizzleQueryError, eq, sql } from 'drizzle-orm'
import { audit } from '../audit/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError, NotFoundError } from '../../platform/error.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import { domainCodes } from './codes.ts'
import {
  auditedDomain,
  domainRecordMissing,
  domainUnverified,
  domainVerified,
  endOfGrace,
  getDomainInWorkspace,
  GRACE_DAYS,
} from './domain.ts'
import type { DomainRow } from './domain.ts'
import { recordName } from './record.ts'
import type { RecordCheck } from './record.ts'
import { domains } from './tables.ts'

/**
 * Keeps what DNS said about a claim, and what follows: verified, in grace, or no longer verified.
 * Null when the claim is gone by now, or its workspace is: a new claim has an id and a token of its own.
 *
 * @throws ConflictError `domain_taken` when another workspace was first.
 */
export async function settleCheck(
  ctx: Context,
  claim: DomainRow,
  check: RecordCheck,
  now = new Date(),
): Promise<DomainRow | null> {
  try {
    return await withTransaction(ctx, (tx) => settle(tx, ctx, { claim, check, now }))
  } catch (error) {
    if (error instanceof NotFoundError) return null
    if (isTaken(error)) throw takenBySomebody(claim.name)
    throw error
  }
}

async function settle(
  tx: Transaction,
  ctx: Context,
  { claim, check, now }: { claim: DomainRow; check: RecordCheck; now: Date },
): Promise<DomainRow | null> {
  const before = await getDomainInWorkspace(tx, ctx, claim.id)
  if (check.state === 'present' && !(await isLive(tx, ctx.workspaceId))) return null
  const [after] = await tx
    .update(domains)
    .set({ lastCheckedAt: now, ...changesOf(before, check, now) })
    .where(eq(domains.id, before.id))
    .returning()
  await tellOf(tx, ctx, before, after!)
  return after!
}

/** A workspace that waits to be deleted shows nothing any more. */
async function isLive(tx: Transaction, workspaceId: string): Promise<boolean> {
  const { rows } = await tx.execute<Record<string, never>>(
    sql`select from galley.workspaces where id = ${workspaceId} and deleted_at is null`,
  )
  return rows.length > 0
}

function changesOf(before: DomainRow, check: RecordCheck, now: Date): Partial<DomainRow> {
  if (check.state === 'present') {
    return { verifiedAt: before.verifiedAt ?? now, missingSince: null, lastError: null }
  }
  // No answer says nothing about whose it is, so it costs nobody their domain.
  if (check.state === 'unreachable') return { lastError: domainCodes.DOMAIN_DNS_UNREACHABLE.code }
  const { DOMAIN_RECORD_MISSING: missing, DOMAIN_RECORD_DIFFERS: differs } = domainCodes
  const lastError = (check.state === 'missing' ? missing : differs).code
  if (before.verifiedAt === null) return { lastError }
  const missingSince = before.missingSince ?? now
  const isOver = endOfGrace(missingSince) <= now
  return isOver ? { lastError, verifiedAt: null, missingSince: null } : { lastError, missingSince }
}

async function tellOf(
  tx: Transaction,
  ctx: Context,
  before: DomainRow,
  after: DomainRow,
): Promise<void> {
  const { id, name } = after
  const wasVerified = before.verifiedAt !== null
  const isVerified = after.verifiedAt !== null
  if (wasVerified !== isVerified) {
    await audit(tx, ctx, {
      action: isVerified ? 'domain.verify' : 'domain.unverify',
      subject: id,
      before: auditedDomain(before),
      after: auditedDomain(after),
    })
    if (isVerified) emit(tx, ctx, domainVerified, id, { name })
    else emit(tx, ctx, domainUnverified, id, { name, reason: 'record_missing' })
  } else if (after.missingSince && !before.missingSince) {
    const verifiedUntil = endOfGrace(after.missingSince).toISOString()
    emit(tx, ctx, domainRecordMissing, id, { name, verifiedUntil })
  }
}

function isTaken(error: unknown): boolean {
  if (!(error instanceof DrizzleQueryError)) return false
  const { code, constraint } = (error.cause ?? {}) as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'domains_verified_by_name'
}

const takenBySomebody = (name: string) =>
  new ConflictError(domainCodes.DOMAIN_TAKEN, {
    name,
    recordName: recordName(name),
    days: GRACE_DAYS,
  })
