import { eq } from 'drizzle-orm'
import { onboardingItems } from '../onboarding/index.ts'
import { passkeys, users } from './tables.ts'

/** A second factor, or a passkey, which stands for both. */
export const accountSecured = onboardingItems.contribute({
  id: 'account_secured',
  async isDone(_tx, { db, actor }) {
    if (actor.kind !== 'user') return null
    const [user] = await db.system
      .select({ isOn: users.twoFactorEnabled })
      .from(users)
      .where(eq(users.id, actor.id))
    return user?.isOn || (await db.system.$count(passkeys, eq(passkeys.userId, actor.id))) > 0
  },
})
