import { z } from 'zod'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { getOwnUser, recordAccountEvent } from '../../accounts/index.ts'
import { mailPreferences, setMailPreferences } from '../../mail/index.ts'

export const Preferences = z
  .object({
    mail: z.object({
      notification: z
        .boolean()
        .describe('News by mail. What concerns your account and its security always comes.'),
    }),
  })
  .meta({ id: 'AccountPreferences' })
export type Preferences = z.infer<typeof Preferences>

export const UpdatePreferencesInput = z.object({
  mail: Preferences.shape.mail.partial().optional(),
})
export type UpdatePreferencesInput = z.infer<typeof UpdatePreferencesInput>

/** What somebody wants to hear of. A link in a mail changes the same. */
export async function getPreferences({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<Preferences> {
  requirePermission(ctx, ACCOUNT)
  const { email } = await getOwnUser(ctx, ctx.actor.id)
  return { mail: await mailPreferences({ services: ctx, input: { email } }) }
}

export async function updatePreferences({
  ctx,
  input,
}: VerbArgs<UpdatePreferencesInput>): Promise<Preferences> {
  requirePermission(ctx, ACCOUNT)
  const { mail = {} } = UpdatePreferencesInput.parse(input)
  const { id: userId, email } = await getOwnUser(ctx, ctx.actor.id)
  await setMailPreferences({ services: ctx, input: { email, ...mail } })
  const clientAddress = ctx.clientAddress ?? null
  const event = { userId, kind: 'preferences.changed', clientAddress, details: { mail } } as const
  await recordAccountEvent({ services: ctx, input: event })
  return getPreferences({ ctx })
}
