import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { requirePerson } from './account.ts'
import type { AccountVerbArgs } from './call-auth.ts'
import { createDeviceNamer } from './device-name.ts'
import { accountEvents } from './tables.ts'

export const SecurityEvent = z.object({
  id: z.string(),
  kind: z.string().describe('`sign_in.succeeded`, `sign_in.failed`, `password.changed`, …'),
  method: z
    .string()
    .nullable()
    .describe('`password`, `password+totp`, `passkey`, `github`, `sso:…`'),
  device: z.string(),
  clientAddress: z.string().nullable(),
  createdAt: z.date(),
})
export const SecurityEventPage = Page(SecurityEvent)
export type SecurityEventPage = z.infer<typeof SecurityEventPage>

export const ListSecurityEventsInput = z.object(pageInput)
export type ListSecurityEventsInput = z.infer<typeof ListSecurityEventsInput>

const cursor = defineCursor('security-log', z.object({ createdAt: z.string(), id: z.string() }))

/** What happened to the own account, newest first. */
export async function listSecurityEvents({
  ctx,
  input,
}: Omit<AccountVerbArgs<ListSecurityEventsInput>, 'headers'>): Promise<SecurityEventPage> {
  const userId = requirePerson(ctx)
  const { cursor: after, limit } = ListSecurityEventsInput.parse(input)
  const position = after ? cursor.decode(after) : null
  // As text: a Date would cut microseconds off, and repeat or skip what happened in between.
  const at = sql<string>`${accountEvents.createdAt}::text`
  const rows = await ctx.db.system
    .select({ event: accountEvents, at })
    .from(accountEvents)
    .where(
      and(
        eq(accountEvents.userId, userId),
        position
          ? sql`(${accountEvents.createdAt}, ${accountEvents.id}) < (${position.createdAt}::timestamptz, ${position.id})`
          : undefined,
      ),
    )
    .orderBy(desc(accountEvents.createdAt), desc(accountEvents.id))
    .limit(limit + 1)
  const nameDevice = await createDeviceNamer()
  const page = toPage(rows, limit, (row) => cursor.encode({ createdAt: row.at, id: row.event.id }))
  return {
    nextCursor: page.nextCursor,
    items: page.items.map(({ event }) => ({
      id: event.id,
      kind: event.kind,
      method: event.method,
      device: nameDevice(event.userAgent),
      clientAddress: event.clientAddress,
      createdAt: event.createdAt,
    })),
  }
}
