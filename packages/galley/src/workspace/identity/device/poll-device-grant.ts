import { eq, getColumns, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { HttpError } from '../../../platform/http/index.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { insertApiKey } from '../api-key.ts'
import { deviceCodes } from '../codes.ts'
import { auditedKey } from '../present-key.ts'
import { deviceGrants } from '../tables.ts'
import { deviceCodeHash } from './grant-hash.ts'

/** How much longer a program that asks too often has to wait each time, and at most. */
const SLOWER_SECONDS = 5
const SLOWEST_SECONDS = 60

export const PollDeviceGrantInput = z.object({ deviceCode: z.string().min(1).max(200) })
export type PollDeviceGrantInput = z.infer<typeof PollDeviceGrantInput>

export const DeviceKey = z.object({
  apiKey: z.string().describe('A key of the person who approved. It is shown this once.'),
  keyId: z.string(),
  workspaceId: z.string(),
})
export type DeviceKey = z.infer<typeof DeviceKey>

type Verdict =
  | { code: 'GIVEN'; key: DeviceKey }
  | { code: keyof typeof deviceCodes; interval: number }

/**
 * A program asks whether it was let in. Whoever asks first after the approval gets a key, once.
 *
 * @throws HttpError 400 with the codes of RFC 8628.
 */
export async function pollDeviceGrant({
  ctx,
  input,
}: VerbArgs<PollDeviceGrantInput>): Promise<DeviceKey> {
  const { deviceCode } = PollDeviceGrantInput.parse(input)
  const hash = await deviceCodeHash(ctx.secrets, deviceCode)
  const verdict = await ctx.db.systemTransaction((tx) => judge(tx, ctx, hash))
  if (verdict.code === 'GIVEN') return verdict.key
  throw new HttpError(400, deviceCodes[verdict.code], { interval: verdict.interval })
}

/** What is written here stays, also when the answer is no. */
async function judge(tx: Transaction, ctx: Context, hash: string): Promise<Verdict> {
  const [grant] = await tx
    .select({
      ...getColumns(deviceGrants),
      isOver: sql<boolean>`${deviceGrants.expiresAt} <= clock_timestamp()`,
      // Half a second less, for what the network takes.
      isTooSoon: sql<boolean>`coalesce(${deviceGrants.polledAt} > clock_timestamp()
        - make_interval(secs => ${deviceGrants.intervalSeconds} - 0.5), false)`,
    })
    .from(deviceGrants)
    .where(eq(deviceGrants.deviceCodeHash, hash))
    .for('update')
  if (!grant) return { code: 'INVALID_GRANT', interval: 0 }
  const interval = grant.intervalSeconds
  if (grant.status === 'used' || grant.isOver) return { code: 'EXPIRED_TOKEN', interval }
  if (grant.status === 'denied') return { code: 'ACCESS_DENIED', interval }
  if (grant.status === 'approved') return giveKey(tx, ctx, grant)

  const slower = grant.isTooSoon ? Math.min(interval + SLOWER_SECONDS, SLOWEST_SECONDS) : interval
  await tx
    .update(deviceGrants)
    .set({ polledAt: sql`clock_timestamp()`, intervalSeconds: slower })
    .where(eq(deviceGrants.id, grant.id))
  return { code: grant.isTooSoon ? 'SLOW_DOWN' : 'AUTHORIZATION_PENDING', interval: slower }
}

async function giveKey(
  tx: Transaction,
  ctx: Context,
  grant: typeof deviceGrants.$inferSelect,
): Promise<Verdict> {
  const userId = grant.userId!
  const workspaceId = grant.workspaceId!
  await tx.update(deviceGrants).set({ status: 'used' }).where(eq(deviceGrants.id, grant.id))
  const person = await findMember(tx, userId, workspaceId)
  // They left between their yes and now.
  if (!person) return { code: 'ACCESS_DENIED', interval: grant.intervalSeconds }

  const { key, row } = await insertApiKey(tx, ctx, {
    workspaceId,
    userId,
    isVouched: grant.isVouched,
    name: grant.clientName,
    createdBy: userId,
  })
  // The person's word, in their workspace: the request itself is nobody's, and in none.
  const own = Object.create(ctx, {
    workspaceId: { value: workspaceId },
    actor: { value: { kind: 'user', id: userId, name: person.name } },
  }) as Context
  await audit(tx, own, { action: 'api_key.create', subject: row.id, after: auditedKey(row) })
  return { code: 'GIVEN', key: { apiKey: key, keyId: row.id, workspaceId } }
}

async function findMember(tx: Transaction, userId: string, workspaceId: string) {
  const { rows } = await tx.execute<{ name: string }>(sql`
    select u.name from galley.members m
    join galley.users u on u.id = m.user_id
    join galley.workspaces w on w.id = m.workspace_id and w.deleted_at is null
    where m.user_id = ${userId} and m.workspace_id = ${workspaceId} and m.is_active`)
  return rows[0]
}
