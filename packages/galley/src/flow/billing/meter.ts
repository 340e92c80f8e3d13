import { sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { insist } from '../../platform/db/index.ts'
import type { Database } from '../../platform/db/index.ts'
import { BudgetError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { modelCodes } from '../../platform/models/index.ts'
import type { Meter, Reservation, UsageEvent } from '../../platform/models/index.ts'
import { ensureJobBudget } from './budget.ts'
import { codes, inDollars } from './codes.ts'

/** How much longer than the call itself a reservation lives, before a sweep may take it for lost. */
const GRACE_SECONDS = 60

type Tenant = Pick<Database, 'tenantCall'>

/**
 * Keeps the books of every model call: holds its highest cost against the budgets that apply,
 * then replaces that by what it did cost. Whatever runs at once, spent plus reserved never passes a
 * limit, as long as no call costs more than was held for it.
 *
 * @example
 * const models = createModels({ config, meter: createMeter(db), isolation, logger })
 */
export function createMeter(db: Tenant): Meter {
  return {
    async reserve(ctx, amountMicros, purpose) {
      if (amountMicros === 0) return null
      if (amountMicros === null) return refuseUnderBudget(db, ctx, purpose)
      return reserve(db, ctx, amountMicros, purpose)
    },
    // The call is paid: its record is written again and again, rather than the call made again.
    settle: (ctx, reservation, usage) =>
      insist(() => settle(db, ctx, reservation, usage), { forMs: GRACE_SECONDS * 1000 }),
    async releaseJob(workspaceId, jobId) {
      const routine = sql`galley.release_job_reservations(${workspaceId}, ${jobId})`
      await db.tenantCall(workspaceId, routine)
    },
    openJobBudget: ensureJobBudget,
  }
}

interface Verdict {
  isHeld: boolean
  /** The budget with the least room, when one has too little. */
  short?: { jobId: string; limitMicros: number; leftMicros: number }
}

/** All budgets that apply hold the amount, or none does. */
async function reserve(
  db: Tenant,
  ctx: Context,
  amountMicros: number,
  purpose: string,
): Promise<Reservation | null> {
  const id = newId('rsv')
  const seconds = ctx.config.GALLEY_MODEL_TIMEOUT_SECONDS + GRACE_SECONDS
  const { isHeld, short } = await db.tenantCall<Verdict>(
    ctx.workspaceId,
    sql`galley.reserve_budget(${id}, ${ctx.workspaceId}, ${jobIdOf(ctx)}, ${amountMicros},
                              ${purpose}, ${seconds})`,
  )
  if (!short) return isHeld ? { id, amountMicros } : null
  throw new BudgetError(codes.BUDGET_EXCEEDED, {
    owner: short.jobId === '' ? 'this workspace' : `job ${short.jobId}`,
    left: inDollars(Math.max(0, short.leftMicros)),
    limit: inDollars(short.limitMicros),
    needed: inDollars(amountMicros),
    model: purpose,
  })
}

/** A cost that nobody knows cannot be kept within a budget, and must not pass as nothing. */
async function refuseUnderBudget(db: Tenant, ctx: Context, purpose: string): Promise<null> {
  const routine = sql`galley.has_budget(${ctx.workspaceId}, ${jobIdOf(ctx)})`
  if (await db.tenantCall<boolean>(ctx.workspaceId, routine)) {
    throw new BudgetError(modelCodes.MODEL_PRICE_UNKNOWN, { model: purpose })
  }
  return null
}

/** The event and the move from reserved to spent, together or not at all, once for an event. */
async function settle(
  db: Tenant,
  ctx: Context,
  reservation: Reservation | null,
  usage: UsageEvent,
): Promise<void> {
  const event = {
    ...usage,
    workspaceId: ctx.workspaceId,
    jobId: ctx.step?.jobId,
    step: ctx.step?.key,
    actor: ctx.actor,
  }
  const routine = sql`galley.settle_usage(${toJson(event)}::jsonb, ${reservation?.id ?? ''})`
  await db.tenantCall(ctx.workspaceId, routine, ctx)
}

/** Halves of surrogate pairs, which PostgreSQL's JSON refuses, must not lose a paid call. */
function toJson(value: object): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? item.toWellFormed() : item,
  )
}

/** Empty outside a job, as in the budgets' key. */
function jobIdOf(ctx: Context): string {
  return ctx.step?.jobId ?? ''
}
