import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineExtensionPoint } from '../../platform/extension.ts'

export interface NewUser {
  id: string
  name: string
  email: string
  /** How they came: by themselves, called by a member, vouched for by an identity provider, listed by a directory. */
  origin: 'sign_up' | 'invitation' | 'sso' | 'scim'
}

/** Called in the transaction that makes a person: where they get their place. */
export const userCreated =
  defineExtensionPoint<
    (args: { services: Services; tx: Transaction; user: NewUser }) => Promise<void>
  >('accounts.user_created')

/**
 * Called in the transaction that deletes a person, before they are gone. It takes them out of where
 * they were, or throws a ConflictError that says what has to be done first.
 */
export const userLeaving =
  defineExtensionPoint<
    (args: { services: Services; tx: Transaction; userId: string }) => Promise<void>
  >('accounts.user_leaving')

/**
 * Asked whether an invitation token is good for this address. One that says yes is enough. It must
 * take the same time and say the same whether or not the address has an account. It asks in the
 * transaction that it is given: a connection more for each newcomer would use them all up.
 */
export const signUpGate = defineExtensionPoint<
  (args: {
    services: Services
    /** The owner's. */
    tx: Transaction
    input: { email: string; invitation: string }
  }) => Promise<boolean>
>('accounts.sign_up_gate')
