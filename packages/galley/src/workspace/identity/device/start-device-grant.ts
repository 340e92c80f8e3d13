import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '../../../platform/id.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { newToken } from '../hash.ts'
import { deviceGrants } from '../tables.ts'
import { deviceCodeHash, userCodeHash } from './grant-hash.ts'
import { limitTries } from './limit-tries.ts'
import { newUserCode } from './user-code.ts'

const LIFETIME_SECONDS = 600
const INTERVAL_SECONDS = 5

export const StartDeviceGrantInput = z.object({
  clientName: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{C}]*$/u, 'A line of text')
    .describe('What the program calls itself; the person sees it: `galley on anna-laptop`.'),
})
export type StartDeviceGrantInput = z.infer<typeof StartDeviceGrantInput>

export const DeviceGrant = z.object({
  deviceCode: z.string().describe('What the program asks with. Nobody else may see it.'),
  userCode: z.string().describe('What the person types: `WDJB-MJHT`.'),
  verificationUri: z.string().describe('Where they type it.'),
  verificationUriComplete: z.string().describe('The same with the code in it.'),
  expiresIn: z.int().describe('Seconds.'),
  interval: z.int().describe('Seconds between two questions, at least.'),
})
export type DeviceGrant = z.infer<typeof DeviceGrant>

/**
 * A program without a browser asks to be let in (RFC 8628). Open to everybody: nothing is given until
 * a signed-in person approves it.
 *
 * @param origin Where people reach this server.
 * @throws RateLimitError
 */
export async function startDeviceGrant({
  ctx,
  input,
  origin,
}: VerbArgs<StartDeviceGrantInput> & { origin: string }): Promise<DeviceGrant> {
  const { clientName } = StartDeviceGrantInput.parse(input)
  await limitTries(ctx)
  const deviceCode = newToken('galley_dc_')
  let userCode = newUserCode()
  while (!(await insertGrant(userCode))) userCode = newUserCode() // one in billions is taken
  const verificationUri = `${origin}/device`
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
    expiresIn: LIFETIME_SECONDS,
    interval: INTERVAL_SECONDS,
  }

  async function insertGrant(code: string): Promise<boolean> {
    const inserted = await ctx.db.system
      .insert(deviceGrants)
      .values({
        id: newId('dev'),
        deviceCodeHash: await deviceCodeHash(ctx.secrets, deviceCode),
        userCodeHash: await userCodeHash(ctx.secrets, code),
        clientName,
        clientAddress: ctx.clientAddress ?? null,
        status: 'pending',
        intervalSeconds: INTERVAL_SECONDS,
        expiresAt: sql`clock_timestamp() + make_interval(secs => ${LIFETIME_SECONDS})`,
      })
      .onConflictDoNothing({ target: deviceGrants.userCodeHash })
    return inserted.rowCount === 1
  }
}
