import { eq } from 'drizzle-orm'
import { defineModule } from '../../platform/module.ts'
import { userLeaving } from '../accounts/index.ts'
import { mailNotifications } from './mail-notifications.ts'
import { notificationCreated, notificationRead } from './notification.ts'
import { notificationRoutes } from './routes.ts'
import { notificationRoutines } from './routines.ts'
import { sweepNotifications } from './sweep-notifications.ts'
import { notifications } from './tables.ts'

export { notify } from './notify.ts'
export type { NewNotification } from './notify.ts'

export const notificationsModule = defineModule({
  name: 'notifications',
  routes: notificationRoutes,
  events: [notificationCreated, notificationRead],
  routines: [notificationRoutines],
  crons: [
    { id: 'notifications.mail', schedule: '* * * * *', missed: 'once', run: mailNotifications },
    { id: 'notifications.sweep', schedule: '47 3 * * *', missed: 'once', run: sweepNotifications },
  ],
  contributions: [
    userLeaving.contribute(async ({ tx, userId }) => {
      await tx.delete(notifications).where(eq(notifications.userId, userId))
    }),
  ],
})
