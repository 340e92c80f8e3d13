import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { ForbiddenError, InvalidError, NotFoundError } from '../../platform/error.ts'
import { getOwnUser, requirePerson } from './account.ts'
import { getAuth } from './auth.ts'
import { authHeaders, callAuth, refusalCode } from './call-auth.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { createDeviceNamer } from './device-name.ts'
import { PlainName } from './email-address.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { PasskeyCredential, WebAuthnJson } from './sign-in-passkey.ts'
import type { PasskeyOptions } from './sign-in-passkey.ts'
import { passkeys } from './tables.ts'
import { requireOwnSignIn } from './require-own-sign-in.ts'
import { tellOwner } from './tell-owner.ts'

export const Passkey = z.object({
  id: z.string(),
  name: z.string(),
  isSynced: z.boolean().describe('Kept in an account of its maker, and so on several devices.'),
  createdAt: z.date(),
})
export type Passkey = z.infer<typeof Passkey>
export const PasskeyList = z.object({ items: z.array(Passkey) })
export type PasskeyList = z.infer<typeof PasskeyList>

export const RegisterPasskeyInput = z.object({
  credential: WebAuthnJson,
  name: PlainName.optional().describe('Default: the device that it is made on.'),
})
export type RegisterPasskeyInput = z.infer<typeof RegisterPasskeyInput>

export const RenamePasskeyInput = z.object({ passkeyId: z.string().max(100), name: PlainName })
export type RenamePasskeyInput = z.infer<typeof RenamePasskeyInput>
export const RemovePasskeyInput = z.object({ passkeyId: z.string().max(100) })
export type RemovePasskeyInput = z.infer<typeof RemovePasskeyInput>

type PasskeyRow = typeof passkeys.$inferSelect

const present = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name ?? 'Passkey',
  isSynced: row.backedUp,
  createdAt: row.createdAt,
})

/** A challenge for a new passkey. Needs a sign-in of the last day: a passkey is a way in for good. */
export async function passkeyRegistrationOptions({
  ctx,
  headers,
}: AccountVerbArgs<void>): Promise<WithCookies<PasskeyOptions>> {
  requirePerson(ctx)
  await requireOwnSignIn({ ctx, headers })
  const auth = await getAuth(ctx)
  const { value, cookies } = await callAuth(
    auth.api.generatePasskeyRegistrationOptions({
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch(explain)
  return { value: { publicKey: { ...value } }, cookies }
}

/** @throws InvalidError when it cannot be verified, ForbiddenError when the sign-in is too old. */
export async function registerPasskey({
  ctx,
  input,
  headers,
}: AccountVerbArgs<RegisterPasskeyInput>): Promise<WithCookies<Passkey>> {
  const user = await getOwnUser(ctx, requirePerson(ctx))
  await requireOwnSignIn({ ctx, headers })
  const { credential, name } = RegisterPasskeyInput.parse(input)
  const response = PasskeyCredential.safeParse(credential)
  if (!response.success) throw new InvalidError(accountCodes.PASSKEY_REFUSED)
  const nameDevice = await createDeviceNamer()
  const auth = await getAuth(ctx)
  const { value, cookies } = await callAuth(
    auth.api.verifyPasskeyRegistration({
      body: { response: response.data, name: name ?? nameDevice(headers.get('user-agent')) },
      headers: authHeaders(ctx, headers),
      returnHeaders: true,
    }),
  ).catch(explain)
  const row = await ctx.db.systemTransaction(async (tx) => {
    const event = { userId: user.id, kind: 'passkey.added', ...cameFrom(ctx, headers) } as const
    await recordAccountEvent({ services: ctx, tx, input: event })
    await tellOwner(ctx, tx, { email: user.email, what: 'A passkey was added to your account.' })
    const [added] = await tx.select().from(passkeys).where(eq(passkeys.id, value.id))
    return added!
  })
  return { value: present(row), cookies }
}

/** The own passkeys, the oldest first. */
export async function listPasskeys({ ctx }: Pick<AccountVerbArgs<void>, 'ctx'>) {
  const userId = requirePerson(ctx)
  const rows = await ctx.db.system
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
  return { items: rows.map(present) }
}

export async function renamePasskey({
  ctx,
  input,
}: Omit<AccountVerbArgs<RenamePasskeyInput>, 'headers'>): Promise<Passkey> {
  const userId = requirePerson(ctx)
  const { passkeyId, name } = RenamePasskeyInput.parse(input)
  const [renamed] = await ctx.db.systemTransaction((tx) =>
    tx.update(passkeys).set({ name }).where(ownPasskey(userId, passkeyId)).returning(),
  )
  if (!renamed) throw new NotFoundError(accountCodes.PASSKEY_UNKNOWN, { passkeyId })
  return present(renamed)
}

export async function removePasskey({
  ctx,
  input,
  headers,
}: AccountVerbArgs<RemovePasskeyInput>): Promise<void> {
  const user = await getOwnUser(ctx, requirePerson(ctx))
  await requireOwnSignIn({ ctx, headers })
  const { passkeyId } = RemovePasskeyInput.parse(input)
  await ctx.db.systemTransaction(async (tx) => {
    const removed = await tx
      .delete(passkeys)
      .where(ownPasskey(user.id, passkeyId))
      .returning({ id: passkeys.id })
    if (removed.length === 0) throw new NotFoundError(accountCodes.PASSKEY_UNKNOWN, { passkeyId })
    const event = { userId: user.id, kind: 'passkey.removed', ...cameFrom(ctx, headers) } as const
    await recordAccountEvent({ services: ctx, tx, input: event })
    await tellOwner(ctx, tx, {
      email: user.email,
      what: 'A passkey was removed from your account.',
    })
  })
}

const ownPasskey = (userId: string, passkeyId: string) =>
  and(eq(passkeys.id, passkeyId), eq(passkeys.userId, userId))

function explain(error: unknown): never {
  const code = refusalCode(error) ?? serverRefusal(error)
  if (code === null) throw error
  if (code === 'SESSION_NOT_FRESH') throw new ForbiddenError(accountCodes.SESSION_NOT_FRESH)
  throw new InvalidError(accountCodes.PASSKEY_REFUSED)
}

/** better-auth calls a response that does not parse a failure of its own. */
function serverRefusal(error: unknown): string | null {
  const code = (error as { body?: { code?: string } } | null)?.body?.code
  return code === 'FAILED_TO_VERIFY_REGISTRATION' ? code : null
}
