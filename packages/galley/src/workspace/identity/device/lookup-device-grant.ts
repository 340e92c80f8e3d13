import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { NotFoundError } from '../../../platform/error.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { deviceCodes } from '../codes.ts'
import { deviceGrants } from '../tables.ts'
import { vouchingWorkspace } from '../vouching-workspace.ts'
import { requirePerson } from './require-person.ts'
import { userCodeHash } from './grant-hash.ts'
import { limitTries } from './limit-tries.ts'
import { readUserCode } from './user-code.ts'

export const userCode = z.string().min(1).max(40).describe('What the program shows: `WDJB-MJHT`.')

export const LookupDeviceGrantInput = z.object({ userCode })
export type LookupDeviceGrantInput = z.infer<typeof LookupDeviceGrantInput>

export const PendingDevice = z.object({
  clientName: z
    .string()
    .describe('What the program calls itself. Anybody can call themselves anything.'),
  clientAddress: z.string().nullable().describe('Where it asked from.'),
  createdAt: z.date(),
  expiresAt: z.date(),
  workspaces: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .describe("The person's workspaces, of which it can be let into one."),
})
export type PendingDevice = z.infer<typeof PendingDevice>

/**
 * What asks to be let in under a code, so that a person knows what they say yes to.
 *
 * @param headers With the cookie of the session that asks.
 * @throws NotFoundError, RateLimitError
 */
export async function lookupDeviceGrant({
  ctx,
  input,
  headers,
}: VerbArgs<LookupDeviceGrantInput> & { headers: Headers }): Promise<PendingDevice> {
  requirePerson(ctx)
  const { userCode: typed } = LookupDeviceGrantInput.parse(input)
  await limitTries(ctx)
  const grant = await findGrant(ctx, typed)
  if (grant?.status !== 'pending' || grant.isOver) {
    throw new NotFoundError(deviceCodes.DEVICE_CODE_UNKNOWN)
  }
  const { clientName, clientAddress, createdAt, expiresAt } = grant
  const only = await vouchingWorkspace(ctx, headers)
  const workspaces = await workspacesOf(ctx, { userId: ctx.actor.id, only })
  return { clientName, clientAddress, createdAt, expiresAt, workspaces }
}

async function findGrant({ db, secrets }: Context, typed: string) {
  const code = readUserCode(typed)
  if (code === null) return undefined
  const [grant] = await db.system
    .select({
      clientName: deviceGrants.clientName,
      clientAddress: deviceGrants.clientAddress,
      status: deviceGrants.status,
      createdAt: deviceGrants.createdAt,
      expiresAt: deviceGrants.expiresAt,
      isOver: sql<boolean>`${deviceGrants.expiresAt} <= clock_timestamp()`,
    })
    .from(deviceGrants)
    .where(eq(deviceGrants.userCodeHash, await userCodeHash(secrets, code)))
  return grant
}

/** @param by.only The one that a session reaches which an identity provider vouches for. */
async function workspacesOf({ db }: Context, by: { userId: string; only: string | null }) {
  const { userId, only } = by
  const { rows } = await db.system.execute<{ id: string; name: string }>(sql`
    select w.id, w.name from galley.members m
    join galley.workspaces w on w.id = m.workspace_id and w.deleted_at is null
    where m.user_id = ${userId} and m.is_active
      and (${only}::text is null or m.workspace_id = ${only})
    order by m.created_at, m.id limit 200`)
  return rows
}
