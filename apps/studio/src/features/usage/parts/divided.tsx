import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { hrefOf } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { buttonClass } from '../../../ui/button.tsx'
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
  const jobName = useJobName()
  const nameOf = ({ key, name }: { key: string | null; name: string | null }) =>
    by === 'step' && key !== null ? jobName(key) : (name ?? key ?? text.none)
  return (
    <Section
      title={text.by}
      actions={
        <>
          <SegmentedControl<Division>
            label={text.by}
            value={by}
            onChange={onBy}
            options={divisions.map((value) => ({ value, label: text[value] }))}
          />
          <a
            href={hrefOf('GET /usage/summary', { from, group_by: by, format: 'csv' })}
            className={buttonClass('secondary', 'medium')}
          >
            <Download aria-hidden className="size-4" />
            {text.download}
          </a>
        </>
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
                  cell: (group) =>
                    group.key === null ? (
                      <span className="text-muted">{text.none}</span>
                    ) : by === 'document' ? (
                      <Link
                        to="/articles/$documentId"
                        params={{ documentId: group.key }}
                        className="font-medium hover:underline"
                      >
                        {nameOf(group)}
                      </Link>
                    ) : (
                      <span className="font-medium break-all">{nameOf(group)}</span>
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
