import type { BetterAuthOptions, DBAdapter } from 'better-auth'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { admitNewcomer } from './admit-newcomer.ts'
import { createUser } from './create-user.ts'
import * as tables from './tables.ts'

const schema = {
  user: tables.users,
  session: tables.sessions,
  account: tables.credentials,
  verification: tables.verifications,
  twoFactor: tables.twoFactors,
  passkey: tables.passkeys,
}

/**
 * better-auth's way to our tables. Its transactions are ours, and a person that it makes (at a first
 * sign-in with a provider) is made as any other: admitted, and given their place by `userCreated`,
 * in that transaction, so that nobody is ever half there.
 */
export async function createAuthAdapter(services: Services) {
  const { drizzleAdapter } = await import('@better-auth/drizzle-adapter/relations-v2')
  const { getOAuthState, APIError } = await import('better-auth/api')
  const { db } = services
  const over = (handle: object, options: BetterAuthOptions) =>
    drizzleAdapter(handle, { provider: 'pg', schema })(options)

  const withinTransaction = (tx: Transaction, options: BetterAuthOptions): DBAdapter => {
    const plain = over(tx, options)
    return {
      ...plain,
      async create<T extends Record<string, unknown>, R = T>(
        args: Parameters<DBAdapter['create']>[0],
      ) {
        if (args.model !== 'user') return plain.create<T, R>(args as never)
        const { name, email, emailVerified, image } = args.data as NewcomerData
        const invitation = (await getOAuthState<{ invitation?: string }>())?.invitation
        const admitted = await admitNewcomer({ services, tx, input: { email, invitation } })
        if ('refused' in admitted) {
          const { code, message } = admitted.refused
          throw new APIError('FORBIDDEN', { code, message })
        }
        const user = await createUser({
          services,
          tx,
          input: { name: name || email, email, emailVerified, image, origin: admitted.origin },
        })
        return user as R
      },
    }
  }

  return (options: BetterAuthOptions): DBAdapter => {
    const plain = over(db.system, options)
    const transaction: DBAdapter['transaction'] = (work) =>
      db.systemTransaction((tx) => work(withinTransaction(tx, options)))
    return {
      ...plain,
      transaction,
      create: (args) =>
        args.model === 'user' ? transaction((inner) => inner.create(args)) : plain.create(args),
    } as DBAdapter
  }
}

interface NewcomerData {
  name: string
  email: string
  emailVerified: boolean
  image?: string | null
}
