import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import { offersProvider } from './auth-providers.ts'
import { users } from './tables.ts'

export const AuthMethods = z.object({
  signUp: z
    .enum(['open', 'invited', 'closed'])
    .describe('`open` also for the very first account of an installation that is by invitation.'),
  password: z.boolean(),
  passkey: z.boolean(),
  github: z.boolean(),
  google: z.boolean(),
  isMailDelivering: z
    .boolean()
    .describe('False: mail goes to files of the operator, and addresses are not verified.'),
})
export type AuthMethods = z.infer<typeof AuthMethods>

/** How one gets in here: what a sign-in page shows. */
export async function authMethods({ config, db, mail }: Services): Promise<AuthMethods> {
  const isEmpty =
    config.GALLEY_SIGN_UP === 'invited' &&
    (await db.system.select({ id: users.id }).from(users).limit(1)).length === 0
  return {
    signUp: isEmpty ? 'open' : config.GALLEY_SIGN_UP,
    password: true,
    passkey: true,
    github: offersProvider(config, 'github'),
    google: offersProvider(config, 'google'),
    isMailDelivering: mail.isDelivering,
  }
}
