import { useQuery } from '@tanstack/react-query'
import { query, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Switch } from '../../ui/choice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'

/** What reaches the person beyond the studio. */
export function NotificationsPage() {
  const text = useMessages(messages)
  useTitle(text.notifications)
  const preferences = useQuery(query('GET /account/preferences', {}))
  const update = useAction('PATCH /account/preferences', ['account'])
  return (
    <>
      <PageHeader title={text.notifications} description={text.notificationsAbout} />
      <div className="max-w-xl">
        <QueryView query={preferences} skeleton={<SkeletonText lines={2} />}>
          {({ mail }) => (
            <Switch
              label={text.mail}
              hint={text.mailHint}
              isOn={update.isPending ? !mail.notification : mail.notification}
              onChange={(isOn) => update.mutate({ mail: { notification: isOn } })}
            />
          )}
        </QueryView>
        <ProblemNote error={update.error} className="mt-3" />
      </div>
    </>
  )
}
