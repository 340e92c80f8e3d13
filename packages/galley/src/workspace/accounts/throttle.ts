import { eq, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import ipaddr from 'ipaddr.js'
import type { Context, Services } from '../../platform/context.ts'
import { RateLimitError } from '../../platform/error.ts'
import { createTokenHash, deviceTry } from '../identity/index.ts'
import { knownAddress } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { throttles } from './tables.ts'

/**
 * `delays`: a few attempts are free, then each waits twice as long as the one before, to a quarter of
 * an hour at most; so nobody is locked out for good. `bucket`: so many at once, refilled with time.
 */
type Rule = { kind: 'delays' } | { kind: 'bucket'; capacity: number; perHour: number }

/** One counter that an attempt is counted by. */
export interface Limit {
  key: string
  rule: Rule
}

const FREE_ATTEMPTS = 5
const LONGEST_DELAY_SECONDS = 900

/**
 * Guesses at one account's password or codes. A browser that was signed in to it before counts for
 * itself (OWASP "device cookies"): strangers who hammer an account hold up strangers only.
 */
export const guesses = (
  what: 'password' | 'second_factor',
  email: string,
  deviceId: string | null,
): Limit => ({
  key: deviceId === null ? `${what}:${email}` : `${what}:${email}:${deviceId}`,
  rule: { kind: 'delays' },
})

/** Attempts of one address at whatever; a household's IPv6 network is one address. */
export function attemptsFrom(ctx: Pick<Context, 'clientAddress'>): Limit[] {
  const address = knownAddress(ctx.clientAddress)
  if (!address) return []
  return [
    { key: `address:${network(address)}`, rule: { kind: 'bucket', capacity: 60, perHour: 360 } },
  ]
}

/** Mails that strangers can have us send: to one address, and asked for from one. */
export function mailsTo(ctx: Pick<Context, 'clientAddress'>, email: string): Limit[] {
  const address = knownAddress(ctx.clientAddress)
  const to: Limit = { key: `mail_to:${email}`, rule: { kind: 'bucket', capacity: 5, perHour: 5 } }
  if (!address) return [to]
  const rule = { kind: 'bucket', capacity: 30, perHour: 60 } as const
  return [{ key: `mail_from:${network(address)}`, rule }, to]
}

/**
 * Tries at the codes by which people let programs in: 25 billion codes that live ten minutes. One
 * sign-in takes three of an address, and two of a person.
 */
function deviceTries(ctx: Pick<Context, 'clientAddress' | 'actor'>): Limit[] {
  const { actor } = ctx
  const address = knownAddress(ctx.clientAddress)
  const rule = { kind: 'bucket', capacity: 30, perHour: 360 } as const
  return [
    ...(address ? [{ key: `device_from:${network(address)}`, rule }] : []),
    ...(actor.kind === 'user'
      ? [{ key: `device_by:${actor.id}`, rule: { ...rule, capacity: 10, perHour: 120 } }]
      : []),
  ]
}

/** For the module that has the codes, and may not know this one. */
export const limitDeviceTries = deviceTry.contribute((ctx) => takeAttempt(ctx, deviceTries(ctx)))

/**
 * Counts an attempt before it is made, by each of the limits; each in one statement, so that guesses
 * at the same time on any number of processes cannot overshoot.
 *
 * @throws RateLimitError when one of them is used up; nothing may be tried then.
 * @example
 * const limits = [...attemptsFrom(ctx), guesses('password', email, deviceId)]
 * await takeAttempt(ctx, limits)
 * if (await isRight(password)) await forgive(ctx, limits)
 */
export async function takeAttempt(services: Services, limits: readonly Limit[]): Promise<void> {
  const hash = await createTokenHash(services.secrets, 'throttles')
  for (const { key, rule } of limits) {
    const wait = await take(services, hash(key), rule)
    if (wait === null) continue
    const retryAfterSeconds = Math.max(1, Math.ceil(wait))
    throw new RateLimitError(accountCodes.ATTEMPTS_EXHAUSTED, { retryAfterSeconds })
  }
}

/** The attempt was a good one: it does not count, and those before it are forgotten. */
export async function forgive(services: Services, limits: readonly Limit[]): Promise<void> {
  const hash = await createTokenHash(services.secrets, 'throttles')
  for (const { key, rule } of limits) {
    await services.db.systemTransaction(async (tx) => {
      const mine = eq(throttles.key, hash(key))
      if (rule.kind === 'delays') await tx.delete(throttles).where(mine)
      else {
        const attempts = sql`greatest(0, ${throttles.attempts} - 1)`
        await tx.update(throttles).set({ attempts }).where(mine)
      }
    })
  }
}

/** Seconds to wait, or null when the attempt was counted and may be made. */
async function take({ db }: Services, key: string, rule: Rule): Promise<number | null> {
  const now = sql`clock_timestamp()`
  const counted = rule.kind === 'delays' ? delayed(now) : poured(now, rule)
  return db.systemTransaction(async (tx) => {
    const taken = await tx.execute<{ key: string }>(sql`
      insert into galley.throttles as t (key, attempts, allowed_at, updated_at)
      values (${key}, 1, ${now}, ${now})
      on conflict (key) do update
      set attempts = ${counted.attempts}, allowed_at = ${counted.allowedAt}, updated_at = ${now}
      where ${counted.isAllowed}
      returning t.key`)
    if (taken.rows.length > 0) return null
    const { rows } = await tx.execute<{ wait: number }>(sql`
      select ${counted.wait}::float8 as wait from galley.throttles t where key = ${key}`)
    return rows[0]?.wait ?? 1
  })
}

interface Counting {
  attempts: SQL
  allowedAt: SQL
  isAllowed: SQL
  wait: SQL
}

/** A day without an attempt, and the account is as new. */
function delayed(now: SQL): Counting {
  const attempts = sql`(case when t.updated_at < ${now} - interval '1 day' then 0 else t.attempts end + 1)`
  const delay = sql`case when ${attempts} < ${FREE_ATTEMPTS} then 0
    else least(power(2, least(${attempts} - ${FREE_ATTEMPTS}, 20)), ${LONGEST_DELAY_SECONDS}) end`
  return {
    attempts,
    allowedAt: sql`${now} + make_interval(secs => ${delay})`,
    isAllowed: sql`t.allowed_at <= ${now}`,
    wait: sql`extract(epoch from t.allowed_at - ${now})`,
  }
}

function poured(now: SQL, { capacity, perHour }: { capacity: number; perHour: number }): Counting {
  const perSecond = sql`${perHour / 3600}::float8`
  const passed = sql`greatest(0, extract(epoch from ${now} - t.updated_at))`
  const level = sql`greatest(0, t.attempts - ${passed} * ${perSecond})`
  return {
    attempts: sql`${level} + 1`,
    allowedAt: now,
    isAllowed: sql`${level} + 1 <= ${capacity}::float8`,
    wait: sql`(${level} + 1 - ${capacity}::float8) / ${perSecond}`,
  }
}

function network(address: string): string {
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv6' ? parsed.toByteArray().slice(0, 8).join('.') : parsed.toString()
}

/** Counters that have run down: forgetting them changes nothing. */
export async function sweepThrottles({ db }: Pick<Services, 'db'>): Promise<void> {
  await db.systemTransaction((tx) =>
    tx.delete(throttles).where(lt(throttles.updatedAt, sql`now() - interval '25 hours'`)),
  )
}
