import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { UnauthenticatedError } from '../../platform/error.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { requirePermission } from '../../platform/verb.ts'
import { identityCodes } from '../identity/index.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import type { User } from './create-user.ts'
import { PlainName } from './email-address.ts'
import { sessionCookie, sessionTokenOf } from './sessions.ts'
import { credentials, passkeys, twoFactors, users } from './tables.ts'
import { presentUser, SignedInUser } from './user.ts'

export const Account = z.object({
  user: SignedInUser,
  hasPassword: z.boolean(),
  providers: z.array(z.string()).describe('Linked: `github`, `google`.'),
  passkeyCount: z.int(),
  twoFactor: z.object({
    isEnabled: z.boolean(),
    isPending: z.boolean().describe('Set up, and waiting for its first code.'),
  }),
})
export type Account = z.infer<typeof Account>

/** Who is signed in, for routes that a key cannot call. */
export function requirePerson(ctx: Context): string {
  requirePermission(ctx, ACCOUNT)
  return ctx.actor.id
}

/** The person who asks. Their session lasts on while it is used; by this, its cookie does too. */
export async function getAccount({
  ctx,
  headers,
}: AccountVerbArgs<void>): Promise<WithCookies<Account>> {
  const userId = requirePerson(ctx)
  const token = await sessionTokenOf(ctx, headers)
  const cookies = token === null ? [] : [await sessionCookie(ctx, token)]
  return { value: await describeAccount(ctx, userId), cookies }
}

export const UpdateAccountInput = z.object({ name: PlainName.optional() })
export type UpdateAccountInput = z.infer<typeof UpdateAccountInput>

/** Changes what a person is called. Their address has a verb of its own. */
export async function updateAccount({
  ctx,
  input,
}: AccountVerbArgs<UpdateAccountInput>): Promise<Account> {
  const userId = requirePerson(ctx)
  const { name } = UpdateAccountInput.parse(input)
  if (name !== undefined) {
    await ctx.db.systemTransaction((tx) =>
      tx.update(users).set({ name, updatedAt: new Date() }).where(eq(users.id, userId)),
    )
  }
  return describeAccount(ctx, userId)
}

export async function getOwnUser({ db }: Pick<Context, 'db'>, userId: string): Promise<User> {
  const [user] = await db.system.select().from(users).where(eq(users.id, userId))
  if (!user) throw new UnauthenticatedError(identityCodes.SESSION_ENDED)
  return user
}

async function describeAccount(ctx: Context, userId: string): Promise<Account> {
  const user = await getOwnUser(ctx, userId)
  const { system } = ctx.db
  const mine = eq(credentials.userId, userId)
  const ways = await system
    .select({ providerId: credentials.providerId, hasPassword: sql<boolean>`password is not null` })
    .from(credentials)
    .where(mine)
  const [factor] = await system.select().from(twoFactors).where(eq(twoFactors.userId, userId))
  return {
    user: presentUser(user),
    hasPassword: ways.some((way) => way.hasPassword),
    providers: ways.map((way) => way.providerId).filter((id) => id !== 'credential'),
    passkeyCount: await system.$count(passkeys, eq(passkeys.userId, userId)),
    twoFactor: {
      isEnabled: user.twoFactorEnabled,
      isPending: !user.twoFactorEnabled && factor !== undefined,
    },
  }
}
