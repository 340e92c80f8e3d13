import { eq } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { setMailPreferences } from '../../mail/index.ts'
import { getOwnUser, requirePerson } from '../account.ts'
import { recordAccountEvent } from '../record-account-event.ts'
import { accountPreferences } from '../tables.ts'
import { getPreferences } from './get-preferences.ts'
import { mergePatch, UpdatePreferencesInput } from './preferences.ts'
import type { Preferences, StoredPreferences } from './preferences.ts'

const mailDefaults = { notification: true }

/** Changes what is named; null brings the default back. */
export async function updatePreferences({
  ctx,
  input,
}: VerbArgs<UpdatePreferencesInput>): Promise<Preferences> {
  requirePerson(ctx)
  const { mail, ...patch } = UpdatePreferencesInput.parse(input)
  if (Object.keys(patch).length > 0) await store(ctx, patch)
  if (mail !== undefined) await changeMail(ctx, mail)
  return getPreferences({ ctx })
}

async function store(ctx: Context, patch: object): Promise<void> {
  const userId = ctx.actor.id
  await ctx.db.systemTransaction(async (tx) => {
    // There before it is locked, so that of two first changes neither is lost.
    await tx.insert(accountPreferences).values({ userId, preferences: {} }).onConflictDoNothing()
    const isMine = eq(accountPreferences.userId, userId)
    const [row] = await tx.select().from(accountPreferences).where(isMine).for('update')
    const preferences = mergePatch(row!.preferences, patch) as StoredPreferences
    await tx.update(accountPreferences).set({ preferences, updatedAt: new Date() }).where(isMine)
  })
}

/** In the security log, since mail that does not come is what somebody else may want. */
async function changeMail(ctx: Context, mail: UpdatePreferencesInput['mail']): Promise<void> {
  const { id: userId, email } = await getOwnUser(ctx, ctx.actor.id)
  const notification = mail === null ? null : mail?.notification
  if (notification !== undefined) {
    const wish = notification ?? mailDefaults.notification
    await setMailPreferences({ services: ctx, input: { email, notification: wish } })
  }
  const clientAddress = ctx.clientAddress ?? null
  const details = { mail: mail ?? mailDefaults }
  const event = { userId, kind: 'preferences.changed', clientAddress, details } as const
  await recordAccountEvent({ services: ctx, input: event })
}
