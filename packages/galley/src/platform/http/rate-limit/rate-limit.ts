import { lt, sql } from 'drizzle-orm'
import type { Services } from '../../context.ts'
import type { Database } from '../../db/index.ts'
import { rateBuckets } from './tables.ts'

export interface RateDecision {
  /** RateLimit and RateLimit-Policy, for the answer. */
  headers: Record<string, string>
  /** Seconds until it is worth trying again; null when this request may go on. */
  retryAfterSeconds: number | null
}

export interface RateLimiter {
  /** Takes one request from the caller's allowance. */
  take(caller: { workspaceId: string; principal: string }): Promise<RateDecision>
  /** The same for callers without a workspace: by address, in this process only. */
  takeAnonymous(address: string): RateDecision
}

/** What this process holds of one caller's bucket. */
interface Share {
  /** Tokens that the database has already given us. */
  leased: number
  /** What the database had left when we last asked. */
  remaining: number
  /** Until then (ms) there is no point in asking. */
  refusedUntil: number
  refill: Promise<void> | undefined
}

const WINDOW_SECONDS = 60
const MAXIMUM_SHARES = 10_000

/**
 * A token bucket for each caller, in the database, so that a limit is one limit whatever the number
 * of processes. Tokens are fetched in one statement for about a second's worth of requests at a
 * time: a busy caller costs one statement in many requests, and can never exceed the limit.
 *
 * @param perMinute Requests a minute, also the largest burst. 0 switches the limit off.
 * @example
 * const limiter = createRateLimiter(db, 600)
 * await limiter.take({ workspaceId, principal: 'api_key:key_1' })
 */
export function createRateLimiter(db: Database, perMinute: number): RateLimiter {
  if (perMinute === 0) {
    const unlimited: RateDecision = { headers: {}, retryAfterSeconds: null }
    return { take: async () => unlimited, takeAnonymous: () => unlimited }
  }
  const perSecond = perMinute / WINDOW_SECONDS
  const batch = Math.max(1, Math.floor(perSecond))
  const shares = new Map<string, Share>()
  const anonymous = new Map<string, { tokens: number; at: number }>()
  const policy = `"default";q=${perMinute};w=${WINDOW_SECONDS}`

  const decide = (left: number, waitSeconds: number | null): RateDecision => ({
    headers: {
      'ratelimit-policy': policy,
      ratelimit: `"default";r=${Math.floor(left)};t=${Math.ceil((perMinute - left) / perSecond)}`,
    },
    retryAfterSeconds: waitSeconds === null ? null : Math.max(1, Math.ceil(waitSeconds)),
  })

  async function refill(share: Share, workspaceId: string, principal: string): Promise<void> {
    const { granted, tokens } = await leaseTokens(db, { workspaceId, principal, perMinute, batch })
    share.leased += granted
    share.remaining = tokens
    if (granted === 0) share.refusedUntil = Date.now() + ((1 - tokens) / perSecond) * 1000
  }

  return {
    async take({ workspaceId, principal }) {
      const key = `${workspaceId} ${principal}`
      const share = remember(shares, key, () => ({
        leased: 0,
        remaining: perMinute,
        refusedUntil: 0,
        refill: undefined,
      }))
      while (share.leased < 1) {
        const wait = share.refusedUntil - Date.now()
        if (wait > 0) return decide(0, wait / 1000)
        share.refill ??= refill(share, workspaceId, principal).finally(() => {
          share.refill = undefined
        })
        await share.refill
      }
      share.leased -= 1
      return decide(share.leased + share.remaining, null)
    },

    takeAnonymous(address) {
      const now = Date.now()
      const bucket = remember(anonymous, address, () => ({ tokens: perMinute, at: now }))
      bucket.tokens = Math.min(perMinute, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
      bucket.at = now
      if (bucket.tokens < 1) return decide(0, (1 - bucket.tokens) / perSecond)
      bucket.tokens -= 1
      return decide(bucket.tokens, null)
    },
  }
}

/** Refills by the time passed and takes up to `batch` whole tokens, in one statement. */
async function leaseTokens(
  db: Database,
  ask: { workspaceId: string; principal: string; perMinute: number; batch: number },
): Promise<{ granted: number; tokens: number }> {
  const { workspaceId, principal, perMinute, batch } = ask
  const filled = sql`least(${perMinute}::float8, bucket.tokens + greatest(0, extract(epoch from clock_timestamp() - bucket.at)) * ${perMinute / WINDOW_SECONDS}::float8)`
  const granted = sql`least(${batch}::float8, floor(${filled}))`
  const result = await db.tenant(workspaceId, (tx) =>
    tx.execute<{ granted: number; tokens: number }>(sql`
      insert into galley.rate_buckets as bucket (workspace_id, principal, tokens, granted, at)
      values (${workspaceId}, ${principal}, ${perMinute - batch}::float8, ${batch}::int, clock_timestamp())
      on conflict (workspace_id, principal) do update
      set tokens = ${filled} - ${granted}, granted = ${granted}, at = clock_timestamp()
      returning granted, tokens`),
  )
  return result.rows[0]!
}

/** The entry of a bounded map; the longest unused goes when it is full. */
function remember<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make()
  map.delete(key)
  map.set(key, value)
  if (map.size > MAXIMUM_SHARES) map.delete(map.keys().next().value!)
  return value
}

/** A bucket that nobody has touched for an hour is full: forgetting it changes nothing. */
export async function sweepRateBuckets({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.systemTransaction((tx) =>
    tx.delete(rateBuckets).where(lt(rateBuckets.at, sql`now() - interval '1 hour'`)),
  )
}
