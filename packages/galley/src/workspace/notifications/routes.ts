import { defineRoute } from '../../platform/http/index.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import {
  listNotifications,
  ListNotificationsInput,
  NotificationPage,
} from './list-notifications.ts'
import { markNotification, MarkNotificationInput } from './mark-notification.ts'
import { Notification } from './notification.ts'
import {
  ReadNotifications,
  readNotifications,
  ReadNotificationsInput,
} from './read-notifications.ts'

const tag = 'account'
const permission = ACCOUNT

export const notificationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/account/notifications',
    tag,
    name: 'listNotifications',
    summary: 'Lists what you were told in this workspace, newest first.',
    permission,
    input: ListNotificationsInput,
    output: NotificationPage,
    handle: ({ ctx, input }) => listNotifications({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/account/notifications/read',
    tag,
    name: 'readNotifications',
    summary: 'Marks all your notifications in this workspace as read, or those up to one.',
    permission,
    input: ReadNotificationsInput,
    output: ReadNotifications,
    handle: ({ ctx, input }) => readNotifications({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/account/notifications/{notification_id}',
    tag,
    name: 'markNotification',
    summary: 'Marks one notification as read, or as unread again.',
    permission,
    input: MarkNotificationInput,
    output: Notification,
    handle: ({ ctx, input }) => markNotification({ ctx, input }),
  }),
]
