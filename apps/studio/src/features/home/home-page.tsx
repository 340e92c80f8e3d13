import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/queries.ts'
import { useMay, useSession } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { NoPermission } from '../../ui/error-panel.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'
import { Checklist } from './parts/checklist.tsx'
import { FirstVisit } from './parts/first-visit.tsx'
import { RecentArticles } from './parts/recent-articles.tsx'
import { RunningJobs } from './parts/running-jobs.tsx'

const RECENT = 6

/** Where a day begins: what is being made, what was made, and how to make more. */
export function HomePage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { user } = useSession()
  const mayRead = useMay('documents.read')
  const documents = useQuery({ ...query('GET /documents', { limit: RECENT }), enabled: mayRead })
  if (!mayRead) return <NoPermission />
  const name = user?.name.split(' ')[0]
  return (
    <Page>
      <QueryView query={documents} skeleton={<SkeletonRows rows={RECENT} className="h-16" />}>
        {({ items }) =>
          items.length === 0 ? (
            <>
              <FirstVisit />
              <RunningJobs />
            </>
          ) : (
            <>
              <PageHeader title={name ? text.hello(name) : text.title} description={text.about} />
              <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
                <RecentArticles articles={items} />
                <div className="flex flex-col gap-8">
                  <RunningJobs />
                  <Checklist />
                </div>
              </div>
            </>
          )
        }
      </QueryView>
    </Page>
  )
}
