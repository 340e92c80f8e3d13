import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Output } from '../../api/call.ts'
import { query } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { BarChart } from '../../charts/bar-chart.tsx'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Callout } from '../../ui/callout.tsx'
import { Stat } from '../../ui/description-list.tsx'
import { NoPermission } from '../../ui/error-panel.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'
import { Budget } from './parts/budget.tsx'
import { daysOf, startOf } from './parts/days.ts'
import { Divided } from './parts/divided.tsx'
import { periods } from './periods.ts'
import type { Division, Period } from './periods.ts'

type Summary = Output<'GET /usage/summary'>

/** What was spent, when, and on what. */
export function UsagePage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { days = '30', by = 'model' } = useSearch({ from: '/shell/usage' })
  const navigate = useNavigate({ from: '/usage' })
  const mayRead = useMay('billing.read')
  const from = startOf(Number(days))
  const summary = useQuery({
    ...query('GET /usage/summary', { from, group_by: 'day', limit: 400 }),
    enabled: mayRead,
  })
  if (!mayRead) return <NoPermission />
  return (
    <Page>
      <PageHeader
        title={text.title}
        description={text.about}
        actions={
          <SegmentedControl<Period>
            label={text.period}
            value={days}
            onChange={(next) =>
              void navigate({ search: (before) => ({ ...before, days: next }), replace: true })
            }
            options={periods.map((value) => ({ value, label: text.days(Number(value)) }))}
          />
        }
      />
      <QueryView
        query={summary}
        skeleton={
          <>
            <Skeleton className="mb-8 h-20 w-full" />
            <Skeleton className="h-64 w-full" />
          </>
        }
      >
        {(data) => <Overview summary={data} days={Number(days)} />}
      </QueryView>
      <Divided
        from={from}
        by={by}
        onBy={(next: Division) =>
          void navigate({ search: (before) => ({ ...before, by: next }), replace: true })
        }
      />
      <Section title={text.budget}>
        <Budget />
      </Section>
    </Page>
  )
}

function Overview({ summary, days }: { summary: Summary; days: number }) {
  const text = useMessages(messages)
  const { money, number } = useFormats()
  const { total, groups } = summary
  return (
    <>
      <div className="mb-8 grid grid-cols-2 gap-6 border-y border-line py-5 sm:grid-cols-3">
        <Stat label={text.cost} value={money(total.cost_micros)} />
        <Stat
          label={text.calls}
          value={number(total.calls)}
          note={total.failed_calls > 0 && text.failed(total.failed_calls)}
        />
        <Stat
          label={text.tokens}
          value={number(total.input_tokens + total.output_tokens)}
          note={text.tokensNote(number(total.input_tokens), number(total.output_tokens))}
        />
      </div>
      {total.unpriced_calls > 0 && (
        <Callout
          tone="warning"
          title={text.unpricedTitle}
          className="mb-8"
          actions={
            <LinkButton to="/settings/models" size="small">
              {text.setPrice}
            </LinkButton>
          }
        >
          {text.unpriced(total.unpriced_calls)}
        </Callout>
      )}
      <div className="mb-10">
        <BarChart
          title={text.byDay}
          summary={text.byDaySummary(money(total.cost_micros))}
          labelName={text.day}
          valueName={text.cost}
          format={money}
          bars={total.cost_micros === 0 ? [] : daysOf(days, groups)}
        />
      </div>
    </>
  )
}
