import { eq } from 'drizzle-orm'
import type { VerbArgs } from '../../../platform/verb.ts'
import { mailPreferences } from '../../mail/index.ts'
import { getOwnUser, requirePerson } from '../account.ts'
import { accountPreferences } from '../tables.ts'
import { completePreferences } from './preferences.ts'
import type { Preferences } from './preferences.ts'

/** How somebody likes things to be, and what they want to hear of. */
export async function getPreferences({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<Preferences> {
  const { id: userId, email } = await getOwnUser(ctx, requirePerson(ctx))
  const [row] = await ctx.db.system
    .select({ preferences: accountPreferences.preferences })
    .from(accountPreferences)
    .where(eq(accountPreferences.userId, userId))
  return {
    ...completePreferences(row?.preferences ?? {}),
    // A link in a mail changes the same, so it is kept by address.
    mail: await mailPreferences({ services: ctx, input: { email } }),
  }
}
