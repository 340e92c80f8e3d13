import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { query } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Progress } from '../../../ui/progress.tsx'
import { useJobName } from '../../../work/job-names.ts'
import { messages } from '../messages.ts'

const AGAIN_MS = 3000

/** What runs at this moment; nothing at all when nothing does. */
export function RunningJobs() {
  const text = useMessages(messages)
  const nameOf = useJobName()
  const mayRead = useMay('jobs.read')
  const { data } = useQuery({
    ...query('GET /jobs', { status: 'running', limit: 5 }),
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data?.items.length ? AGAIN_MS : false),
  })
  if (!data || data.items.length === 0) return null
  return (
    <section aria-labelledby="running">
      <h2 id="running" className="mb-2 text-sm font-medium text-muted">
        {text.running}
      </h2>
      <ul className="flex flex-col gap-4 border-t border-line pt-3">
        {data.items.map((job) => (
          <li key={job.id}>
            <Link
              to="/jobs/$jobId"
              params={{ jobId: job.id }}
              className="mb-1.5 block text-sm font-medium hover:underline"
            >
              {nameOf(job.name)}
            </Link>
            <Progress label={nameOf(job.name)} value={job.progress} />
            <p className="mt-1 truncate text-xs text-muted">{job.progress_message}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
