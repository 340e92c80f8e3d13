import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { query } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { QueryView } from '../../../ui/query-view.tsx'
import { Section } from '../../../ui/section.tsx'
import { SegmentedControl } from '../../../ui/segmented-control.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Table } from '../../../ui/table.tsx'
import { useJobName } from '../../../work/job-names.ts'
import { messages } from '../messages.ts'
import { divisions } from '../periods.ts'
import type { Division } from '../periods.ts'

interface DividedProps {
  from: string
  by: Division
  onBy: (by: Division) => void
}

/** The same amount, divided by what it was spent on. */
export function Divided({ from, by, onBy }: DividedProps) {
  const text = useMessages(messages)
  const { money, number, percent } = useFormats()
  const usage = useQuery(query('GET /usage/summary', { from, group_by: by, limit: 100 }))
  const nameOf = useNames(by, usage.data?.groups.map(({ key }) => key) ?? [])
  return (
    <Section
      title={text.by}
      actions={
        <SegmentedControl<Division>
          label={text.by}
          value={by}
          onChange={onBy}
          options={divisions.map((value) => ({ value, label: text[value] }))}
        />
      }
    >
      <QueryView query={usage} skeleton={<SkeletonRows rows={4} className="h-11" />}>
        {({ groups, total }) =>
          groups.length === 0 ? (
            <p className="text-sm text-muted">{text.nothing}</p>
          ) : (
            <Table
              caption={text[by]}
              rows={groups.toSorted((a, b) => b.cost_micros - a.cost_micros)}
              keyOf={({ key }) => key ?? 'none'}
              columns={[
                {
                  id: 'name',
                  header: text[by],
                  isRowHeader: true,
                  cell: ({ key }) =>
                    key === null ? (
                      <span className="text-muted">{text.none}</span>
                    ) : by === 'document' ? (
                      <Link
                        to="/articles/$documentId"
                        params={{ documentId: key }}
                        className="font-medium hover:underline"
                      >
                        {nameOf(key)}
                      </Link>
                    ) : (
                      <span className="font-medium break-all">{nameOf(key)}</span>
                    ),
                },
                {
                  id: 'calls',
                  header: text.calls,
                  isNumeric: true,
                  cell: ({ calls }) => number(calls),
                },
                {
                  id: 'tokens',
                  header: text.tokens,
                  isNumeric: true,
                  className: 'text-muted',
                  cell: (group) => number(group.input_tokens + group.output_tokens),
                },
                {
                  id: 'cost',
                  header: text.cost,
                  isNumeric: true,
                  cell: (group) => money(group.cost_micros),
                },
                {
                  id: 'share',
                  header: text.share,
                  isNumeric: true,
                  className: 'text-muted',
                  cell: (group) =>
                    total.cost_micros > 0 ? percent(group.cost_micros / total.cost_micros) : '–',
                },
              ]}
            />
          )
        }
      </QueryView>
    </Section>
  )
}

/** People read names, not ids. What cannot be read any more keeps its id. */
function useNames(by: Division, keys: readonly (string | null)[]): (key: string) => string {
  const jobName = useJobName()
  const maySeeMembers = useMay('members.read')
  const members = useQuery({
    ...query('GET /members', { limit: 200 }),
    enabled: by === 'member' && maySeeMembers,
  })
  const projects = useQuery({
    ...query('GET /projects', { limit: 200 }),
    enabled: by === 'project',
  })
  const documents = useQueries({
    queries: (by === 'document' ? keys : [])
      .filter((key) => key !== null)
      .slice(0, 50)
      .map((key) => ({
        ...query('GET /documents/{document_id}', { document_id: key }),
        retry: false,
      })),
  })
  return (key) => {
    if (by === 'step') return jobName(key)
    if (by === 'member') {
      return (
        members.data?.items.find(({ id, user_id: user }) => user === key || id === key)?.name ?? key
      )
    }
    if (by === 'project') return projects.data?.items.find(({ id }) => id === key)?.name ?? key
    if (by === 'document') return documents.find(({ data }) => data?.id === key)?.data?.title ?? key
    return key
  }
}
