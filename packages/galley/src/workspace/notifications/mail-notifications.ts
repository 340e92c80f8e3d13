import { inArray, sql } from 'drizzle-orm'
import { publicAddress } from '../../platform/config.ts'
import type { Services } from '../../platform/context.ts'
import type { NotificationKind } from '../accounts/index.ts'
import { defineMail, queueMail } from '../mail/index.ts'
import { notifications } from './tables.ts'

interface Due extends Record<string, unknown> {
  id: string
  workspace_id: string
  workspace_name: string
  email: string
  kind: NotificationKind
  subject: string
  data: Record<string, unknown>
}

interface Letter {
  workspaceName: string
  headline: string
  label: string
  url: string
}

const notificationMail = defineMail<Letter>({
  name: 'notifications.notification',
  category: 'notification',
  subject: ({ headline, workspaceName }) => `${headline} (${workspaceName})`,
  body: ({ headline, workspaceName, label, url }) => ({
    paragraphs: [`${headline}. This is in the workspace “${workspaceName}”.`],
    action: { label, url },
    footnote: 'What you hear of by mail is in your preferences.',
  }),
})

interface Words {
  headline: string
  label: string
  path: string
}

/** What each kind says, and where it leads. */
const words: Readonly<Record<NotificationKind, (due: Due) => Words>> = {
  job_finished: ({ subject, data }) => ({
    headline: `${said(data['title'] ?? data['name'])} is finished`,
    label: 'See the run',
    path: `/jobs/${subject}`,
  }),
  job_failed: ({ subject, data }) => ({
    headline: `${said(data['name'])} failed`,
    label: 'See what happened',
    path: `/jobs/${subject}`,
  }),
  invitation_accepted: () => ({
    headline: 'Somebody accepted your invitation',
    label: 'See the members',
    path: '/settings/members',
  }),
  spending_near_cap: ({ data }) => ({
    headline: `${said(data['percent'])} % of the spending limit is used`,
    label: 'See the usage',
    path: '/usage',
  }),
  connection_failing: ({ data }) => ({
    headline: `The connection ${said(data['name'])} fails`,
    label: 'See the connection',
    path: '/settings/models',
  }),
}

const said = (value: unknown) => (typeof value === 'string' ? `“${value}”` : String(value))
const BATCH = 50

/** Cron: mails what is wanted by mail and was not read for a while. What is a day late comes no more. */
export async function mailNotifications(services: Services): Promise<void> {
  if (!services.mail.isDelivering) return
  for (;;) {
    const count = await mailBatch(services)
    if (count < BATCH) return
  }
}

async function mailBatch(services: Services): Promise<number> {
  return services.db.systemTransaction(async (tx) => {
    const { rows } = await tx.execute<Due>(sql`
      select n.id, n.workspace_id, w.name as workspace_name, u.email, n.kind, n.subject, n.data
      from galley.notifications n
      join galley.users u on u.id = n.user_id
      join galley.workspaces w on w.id = n.workspace_id and w.deleted_at is null
      where n.mail_at between now() - interval '1 day' and now() and n.read_at is null
      order by n.mail_at limit ${BATCH} for update of n skip locked`)
    if (rows.length === 0) return 0
    const ids = rows.map(({ id }) => id)
    await tx.update(notifications).set({ mailAt: null }).where(inArray(notifications.id, ids))
    for (const due of rows) {
      const { path, ...text } = words[due.kind](due)
      const url = `${publicAddress(services.config)}${path}`
      const data = { ...text, url, workspaceName: due.workspace_name }
      const input = { to: due.email, mail: notificationMail, data, workspaceId: due.workspace_id }
      await queueMail({ services, tx, input })
    }
    return rows.length
  })
}
