import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import { offersProvider } from './auth-providers.ts'

export const AuthMethods = z.object({
  signUp: z
    .enum(['open', 'invited', 'closed'])
    .describe('`open` also for the very first account of an installation that is by invitation.'),
  password: z.boolean(),
  passkey: z.boolean(),
  github: z.boolean(),
  google: z.boolean(),
  sso: z.boolean().describe('Whether there is an identity provider: POST /auth/sso, by address.'),
  isEmpty: z.boolean().describe('Nobody has an account yet; the first one owns the workspace.'),
  isMailDelivering: z
    .boolean()
    .describe('False: mail goes to files of the operator, and addresses are not verified.'),
})
export type AuthMethods = z.infer<typeof AuthMethods>

/** How one gets in here: what a sign-in page shows. */
export async function authMethods({ config, db, mail }: Services): Promise<AuthMethods> {
  const { rows } = await db.system.execute<{ is_empty: boolean; sso: boolean }>(sql`
    select not exists (select from galley.users) as is_empty,
           exists (select from galley.sso_connections where is_enabled) as sso`)
  const { is_empty: isEmpty, sso } = rows[0]!
  const { GALLEY_SIGN_UP: signUp } = config
  return {
    signUp: isEmpty && signUp === 'invited' ? 'open' : signUp,
    password: true,
    passkey: true,
    github: offersProvider(config, 'github'),
    google: offersProvider(config, 'google'),
    sso,
    isEmpty,
    isMailDelivering: mail.isDelivering,
  }
}
