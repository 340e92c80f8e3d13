import type { BetterAuthOptions, DBAdapter } from 'better-auth'
import { eq } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { admitNewcomer } from './admit-newcomer.ts'
import { createUser } from './create-user.ts'
import type { User } from './create-user.ts'
import { plainName } from './email-address.ts'
import { recordAccountEvent } from './record-account-event.ts'
import * as tables from './tables.ts'
import { tellOwner } from './tell-owner.ts'

/** What an invitation is sealed for while its holder is at the provider. */
export const INVITATION_SEAL = 'accounts.invitation_on_the_way'

const schema = {
  user: tables.users,
  session: tables.sessions,
  account: tables.credentials,
  verification: tables.verifications,
  twoFactor: tables.twoFactors,
  passkey: tables.passkeys,
}

type Creation = Parameters<DBAdapter['create']>[0]

/**
 * better-auth's way to our tables. Its transactions are ours, and a person that it makes (at a first
 * sign-in with a provider) is made as any other: admitted, and given their place by `userCreated`,
 * in that transaction, so that nobody is ever half there.
 */
export async function createAuthAdapter(services: Services) {
  const { drizzleAdapter } = await import('@better-auth/drizzle-adapter/relations-v2')
  const { getOAuthState } = await import('better-auth/api')
  const { db } = services
  const over = (handle: object, options: BetterAuthOptions) =>
    drizzleAdapter(handle, { provider: 'pg', schema })(options)

  return (options: BetterAuthOptions): DBAdapter => {
    const plain = over(db.system, options)
    const transaction: DBAdapter['transaction'] = (work) =>
      db.systemTransaction((tx) => {
        const inner = over(tx, options)
        const create = async (args: Creation) => {
          if (args.model !== 'user') return inner.create(args)
          const sealed = (await getOAuthState<{ invitation?: string }>())?.invitation
          const invitation = sealed && (await services.secrets.unseal(INVITATION_SEAL, sealed))
          return makeNewcomer({ services, tx, input: { ...(args.data as Newcomer), invitation } })
        }
        return work({ ...inner, create } as DBAdapter)
      })
    const create = async (args: Creation) => {
      if (args.model === 'user') return transaction((inner) => inner.create(args))
      if (args.model !== 'account') return plain.create(args)
      // Outside of the making of a person: another way in, to an account that there is.
      return db.systemTransaction(async (tx) => {
        const { userId, providerId } = args.data as { userId: string; providerId: string }
        await noteLink({ services, tx, input: { userId, providerId } })
        return over(tx, options).create(args)
      })
    }
    return { ...plain, transaction, create } as DBAdapter
  }
}

interface Newcomer {
  name: string
  email: string
  emailVerified: boolean
  image?: string | null
}

async function makeNewcomer({
  services,
  tx,
  input: { name, email, emailVerified, image, invitation },
}: {
  services: Services
  tx: Transaction
  input: Newcomer & { invitation?: string | undefined }
}): Promise<User> {
  const admitted = await admitNewcomer({ services, tx, input: { email, invitation } })
  if ('refused' in admitted) {
    const { APIError } = await import('better-auth/api')
    const { code, message } = admitted.refused
    throw new APIError('FORBIDDEN', { code, message })
  }
  const { origin } = admitted
  const called = plainName(name) || email.split('@')[0]!
  const person = { name: called, email, emailVerified, image, origin }
  const user = await createUser({ services, tx, input: person })
  const event = { userId: user.id, email, kind: 'account.created' } as const
  await recordAccountEvent({ services, tx, input: event })
  return user
}

async function noteLink({
  services,
  tx,
  input: { userId, providerId },
}: {
  services: Services
  tx: Transaction
  input: { userId: string; providerId: string }
}): Promise<void> {
  const event = { userId, kind: 'account.linked', method: providerId } as const
  await recordAccountEvent({ services, tx, input: event })
  const [user] = await tx.select().from(tables.users).where(eq(tables.users.id, userId))
  const what = `Signing in to your Galley account with ${providerId} is possible from now on.`
  if (user) await tellOwner(services, tx, { email: user.email, what })
}
