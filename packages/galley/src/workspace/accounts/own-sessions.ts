import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { requirePerson } from './account.ts'
import type { AccountVerbArgs } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { createDeviceNamer } from './device-name.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { currentSessionId, endSessions, MOST_SESSIONS } from './sessions.ts'
import { sessions } from './tables.ts'

export const Session = z.object({
  id: z.string(),
  device: z.string().describe('As its browser calls itself: `Firefox on Linux`.'),
  clientAddress: z.string().nullable().describe('Where it was signed in from.'),
  isCurrent: z.boolean(),
  createdAt: z.date(),
  lastActiveAt: z.date().describe('To the day.'),
  expiresAt: z.date().describe('If it is not used until then.'),
})
export type Session = z.infer<typeof Session>
export const SessionList = z.object({ items: z.array(Session) })
export type SessionList = z.infer<typeof SessionList>

/** Where a person is signed in, the latest first. */
export async function listSessions({ ctx, headers }: AccountVerbArgs<void>): Promise<SessionList> {
  const userId = requirePerson(ctx)
  const current = await currentSessionId({ services: ctx, headers })
  const nameDevice = await createDeviceNamer()
  const rows = await ctx.db.system
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`clock_timestamp()`)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(MOST_SESSIONS)
  const items = rows.map((row) => ({
    id: row.id,
    device: nameDevice(row.userAgent),
    clientAddress: row.ipAddress || null,
    isCurrent: row.id === current,
    createdAt: row.createdAt,
    lastActiveAt: row.updatedAt,
    expiresAt: row.expiresAt,
  }))
  return { items }
}

export const EndSessionInput = z.object({ sessionId: z.string().max(100) })
export type EndSessionInput = z.infer<typeof EndSessionInput>

/** Signs one browser out, the own one too. */
export async function endSession({
  ctx,
  input,
  headers,
}: AccountVerbArgs<EndSessionInput>): Promise<void> {
  const userId = requirePerson(ctx)
  const { sessionId } = EndSessionInput.parse(input)
  await ctx.db.systemTransaction(async (tx) => {
    const mine = and(eq(sessions.id, sessionId), eq(sessions.userId, userId))
    const ended = await tx.delete(sessions).where(mine).returning({ id: sessions.id })
    if (ended.length === 0) throw new NotFoundError(accountCodes.SESSION_UNKNOWN, { sessionId })
    const event = { userId, kind: 'session.ended', ...cameFrom(ctx, headers) } as const
    await recordAccountEvent({ services: ctx, tx, input: event })
  })
}

export const EndedSessions = z.object({ ended: z.int() })
export type EndedSessions = z.infer<typeof EndedSessions>

/** Signs out everywhere else. */
export async function endOtherSessions({
  ctx,
  headers,
}: AccountVerbArgs<void>): Promise<EndedSessions> {
  const userId = requirePerson(ctx)
  const exceptSessionId = await currentSessionId({ services: ctx, headers })
  return ctx.db.systemTransaction(async (tx) => {
    const { ended } = await endSessions({ tx, input: { userId, exceptSessionId } })
    const event = { userId, kind: 'session.ended', details: { ended } } as const
    await recordAccountEvent({ services: ctx, tx, input: { ...event, ...cameFrom(ctx, headers) } })
    return { ended }
  })
}
