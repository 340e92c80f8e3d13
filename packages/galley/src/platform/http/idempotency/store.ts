import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Services } from '../../context.ts'
import type { Database } from '../../db/index.ts'
import { newId } from '../../id.ts'
import { idempotencyKeys } from './tables.ts'

/** What a key is scoped to, and what was asked under it. */
export interface IdempotentRequest {
  workspaceId: string
  principal: string
  route: string
  key: string
  requestHash: string
  /** False for answers with what is shown once. */
  isBodyKept?: boolean
}

export interface StoredAnswer {
  status: number
  headers: Record<string, string>
  body: string | null
  isBodyKept: boolean
}

export type ClaimState =
  | { kind: 'claimed'; claimId: string }
  | { kind: 'answered'; answer: StoredAnswer }
  | { kind: 'running' }
  | { kind: 'reused' }

export interface IdempotencyStore {
  /** Takes the key for this process, or says who has it. One statement decides between twins. */
  claim(request: IdempotentRequest): Promise<ClaimState>
  /** Looks without claiming; null when the key is free (released, expired, or its owner died). */
  look(request: IdempotentRequest): Promise<Exclude<ClaimState, { kind: 'claimed' }> | null>
  /** Keeps a long-running claim; false when somebody else has taken it over. */
  renew(request: IdempotentRequest, claimId: string): Promise<boolean>
  finish(request: IdempotentRequest, claimId: string, answer: StoredAnswer): Promise<void>
  /** Gives the key back, for work that failed without an answer worth keeping. */
  release(request: IdempotentRequest, claimId: string): Promise<void>
}

const LIFETIME = sql`interval '48 hours'`

/** All times are the database's own, so that processes with different clocks agree. */
export function createIdempotencyStore(db: Database, leaseSeconds: number): IdempotencyStore {
  const lease = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`

  async function look(request: IdempotentRequest) {
    const [row] = await db.tenant(request.workspaceId, (tx) =>
      tx
        .select({
          requestHash: idempotencyKeys.requestHash,
          status: idempotencyKeys.status,
          headers: idempotencyKeys.headers,
          body: idempotencyKeys.body,
          isBodyKept: idempotencyKeys.isBodyKept,
          isLeased: sql<boolean>`${idempotencyKeys.leaseUntil} > clock_timestamp()`,
        })
        .from(idempotencyKeys)
        .where(and(isRow(request), sql`${idempotencyKeys.expiresAt} > clock_timestamp()`)),
    )
    if (!row) return null
    if (row.requestHash !== request.requestHash) return { kind: 'reused' as const }
    if (row.status !== null) {
      const { status, headers, body, isBodyKept } = row
      return {
        kind: 'answered' as const,
        answer: { status, headers: headers ?? {}, body, isBodyKept },
      }
    }
    return row.isLeased ? { kind: 'running' as const } : null
  }

  const update = (request: IdempotentRequest, claimId: string, values: object) =>
    db.tenant(request.workspaceId, async (tx) => {
      const updated = await tx
        .update(idempotencyKeys)
        .set(values)
        .where(
          and(isRow(request), eq(idempotencyKeys.claimId, claimId), isNull(idempotencyKeys.status)),
        )
      return (updated.rowCount ?? 0) > 0
    })

  return {
    look,
    async claim(request) {
      const claimId = newId('claim')
      const { workspaceId, principal, route, key, requestHash } = request
      for (;;) {
        const inserted = await db.tenant(workspaceId, (tx) =>
          tx.execute<{ claim_id: string }>(sql`
            insert into galley.idempotency_keys as known
              (workspace_id, principal, route, key, request_hash, claim_id, lease_until, expires_at)
            values (${workspaceId}, ${principal}, ${route}, ${key}, ${requestHash}, ${claimId},
                    ${lease}, clock_timestamp() + ${LIFETIME})
            on conflict (workspace_id, principal, route, key) do update
            set request_hash = excluded.request_hash, claim_id = excluded.claim_id,
                lease_until = excluded.lease_until, expires_at = excluded.expires_at,
                created_at = clock_timestamp(),
                status = null, headers = null, body = null, is_body_kept = true
            where known.expires_at < clock_timestamp()
               or (known.status is null and known.lease_until < clock_timestamp()
                   and known.request_hash = excluded.request_hash)
            returning claim_id`),
        )
        if (inserted.rows.length > 0) return { kind: 'claimed', claimId }
        const state = await look(request)
        if (state) return state // else it became free between the two statements
      }
    },
    renew: (request, claimId) => update(request, claimId, { leaseUntil: lease }),
    async finish(request, claimId, answer) {
      await update(request, claimId, answer)
    },
    async release(request, claimId) {
      await db.tenant(request.workspaceId, (tx) =>
        tx
          .delete(idempotencyKeys)
          .where(
            and(
              isRow(request),
              eq(idempotencyKeys.claimId, claimId),
              isNull(idempotencyKeys.status),
            ),
          ),
      )
    },
  }
}

const isRow = ({ workspaceId, principal, route, key }: IdempotentRequest) =>
  and(
    eq(idempotencyKeys.workspaceId, workspaceId),
    eq(idempotencyKeys.principal, principal),
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
  )

/** Cron: forgets keys 48 hours after their request. */
export async function sweepIdempotencyKeys({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.systemTransaction((tx) =>
    tx.delete(idempotencyKeys).where(sql`${idempotencyKeys.expiresAt} < now()`),
  )
}
