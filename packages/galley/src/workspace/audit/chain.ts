import { sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { withTransaction } from '../../platform/verb.ts'
import { GENESIS } from './tables.ts'

/** Where a chain begins and ends, and what lies beside it, at one moment. */
export interface Chain {
  /** The last entry, as the head has it; 0 and GENESIS when nothing was ever written. */
  seq: number
  hash: string
  firstSeq: number
  baseHash: string
  /** The first entry that should have been pruned. */
  seqBefore: number | null
  /** The first entry that the head does not know. */
  seqBeyond: number | null
  hasUnchained: boolean
  /** Whether an entry of the chain says that what was before `firstSeq` was pruned. */
  isBeginningVouched: boolean
  /** The hash of the entry that was asked for. */
  anchorHash: string | null
}

export async function readChain(ctx: Context, anchorSeq = 0): Promise<Chain> {
  const entries = sql`from galley.audit_entries where workspace_id = ${ctx.workspaceId}`
  // One statement, so that all of it is seen at the same moment.
  const { rows } = await withTransaction(ctx, (tx) =>
    tx.execute<{ chain: Chain }>(sql`
      with head as (
        select coalesce(max(seq), 0) as seq, coalesce(max(hash), ${GENESIS}) as hash,
               coalesce(max(first_seq), 1) as first_seq, coalesce(max(base_hash), ${GENESIS}) as base_hash
        from galley.audit_heads where workspace_id = ${ctx.workspaceId}
      )
      select jsonb_build_object(
        'seq', seq, 'hash', hash, 'firstSeq', first_seq, 'baseHash', base_hash,
        'seqBefore', (select min(seq) ${entries} and seq < head.first_seq),
        'seqBeyond', (select min(seq) ${entries} and seq > head.seq),
        'hasUnchained', exists (select ${entries} and seq is null),
        'isBeginningVouched', first_seq = 1 or exists (
          select ${entries} and action = 'audit.prune' and seq between head.first_seq and head.seq
            and after->>'firstSeq' = head.first_seq::text and after->>'baseHash' = head.base_hash),
        'anchorHash', case when ${anchorSeq}::bigint = first_seq - 1 then base_hash
                           else (select hash ${entries} and seq = ${anchorSeq}::bigint) end
      ) as chain from head`),
  )
  return rows[0]!.chain
}

export const breakReasons = [
  'entry_changed',
  'entry_missing',
  'entry_unexpected',
  'entry_unchained',
  'link_broken',
  'tail_missing',
  'head_mismatch',
  'beginning_unexplained',
  'anchor_mismatch',
] as const

export interface Break {
  /** Null for an entry that has no number. */
  seq: number | null
  reason: (typeof breakReasons)[number]
}

const BATCH = 5000

/** Follows the chain from its beginning to its head: how far, and what breaks it. */
export async function walkChain(
  ctx: Context,
  chain: Chain,
): Promise<{ entries: number; breaks: Break[] }> {
  const breaks: Break[] = []
  let place = { seq: chain.firstSeq - 1, hash: chain.baseHash }
  while (place.seq < chain.seq && breaks.length === 0) {
    ctx.signal.throwIfAborted()
    const { reason, ...next } = await checkStretch(ctx, place, chain.seq)
    if (reason) breaks.push({ seq: next.seq + 1, reason })
    else if (next.seq === place.seq) breaks.push({ seq: next.seq + 1, reason: 'tail_missing' })
    place = next
  }
  if (breaks.length === 0 && place.hash !== chain.hash) {
    breaks.push({ seq: Math.max(chain.seq, 1), reason: 'head_mismatch' })
  }
  return { entries: place.seq - chain.firstSeq + 1, breaks }
}

function checkStretch(
  ctx: Context,
  from: { seq: number; hash: string },
  until: number,
): Promise<{ seq: number; hash: string; reason: Break['reason'] | null }> {
  return ctx.db.tenantCall(
    ctx.workspaceId,
    sql`galley.check_audit(${ctx.workspaceId}, ${from.seq}::bigint, ${from.hash},
                           ${until}::bigint, ${BATCH}::int)`,
  )
}

/** What is wrong beside the chain, without following it. */
export function breaksAround(chain: Chain): Break[] {
  const { seqBefore, seqBeyond, firstSeq } = chain
  const breaks: Break[] = []
  if (seqBefore !== null) breaks.push({ seq: seqBefore, reason: 'entry_unexpected' })
  if (seqBeyond !== null) breaks.push({ seq: seqBeyond, reason: 'head_mismatch' })
  if (!chain.isBeginningVouched) breaks.push({ seq: firstSeq, reason: 'beginning_unexplained' })
  if (chain.hasUnchained) breaks.push({ seq: null, reason: 'entry_unchained' })
  return breaks
}
