import { z } from 'zod'

/** Not at all, in the app, or also by mail when it is not read within a few minutes. */
export const NotificationWish = z.enum(['none', 'app', 'mail'])
export type NotificationWish = z.infer<typeof NotificationWish>

export const NotificationKind = z.enum([
  'job_finished',
  'job_failed',
  'invitation_accepted',
  'spending_near_cap',
  'connection_failing',
])
export type NotificationKind = z.infer<typeof NotificationKind>

/** What somebody hears of who has said nothing. What holds up work comes by mail too. */
export const defaultWishes: Readonly<Record<NotificationKind, NotificationWish>> = {
  job_finished: 'app',
  job_failed: 'mail',
  invitation_accepted: 'app',
  spending_near_cap: 'mail',
  connection_failing: 'mail',
}
