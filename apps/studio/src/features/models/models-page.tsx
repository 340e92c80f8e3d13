import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Badge } from '../../ui/badge.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { messages } from './messages.ts'

/** Which models write here, and what they cost. */
export function ModelsPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { money, date } = useFormats()
  const models = useQuery(query('GET /models', {}))
  const price = (micros: number | null) => (micros === null ? text.unknown : money(micros))
  return (
    <>
      <PageHeader title={text.title} description={text.about} />
      <QueryView query={models} skeleton={<SkeletonRows rows={3} />}>
        {({ items }) => (
          <Table
            caption={text.title}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'model',
                header: text.model,
                isRowHeader: true,
                cell: (model) => (
                  <span className="min-w-0">
                    <span className="flex flex-wrap items-center gap-2 font-medium">
                      <span className="break-all">{model.id}</span>
                      {model.is_default && <Badge tone="accent">{text.standard}</Badge>}
                    </span>
                    <span className="block text-muted">
                      {model.provider === 'embedded'
                        ? text.embedded
                        : model.price_date && text.price(date(model.price_date))}
                    </span>
                  </span>
                ),
              },
              { id: 'provider', header: text.provider, cell: ({ provider }) => provider },
              {
                id: 'input',
                header: text.input,
                isNumeric: true,
                cell: (model) => price(model.input_price_micros),
              },
              {
                id: 'output',
                header: text.output,
                isNumeric: true,
                cell: (model) => price(model.output_price_micros),
              },
            ]}
          />
        )}
      </QueryView>
      <div className="mt-8 max-w-xl">
        <Section title={text.connect} description={text.connectText}>
          <div className="flex flex-col gap-4">
            <CopyField label={text.connectAnthropic} value="ANTHROPIC_API_KEY=…" />
            <CopyField
              label={text.connectOpenai}
              value="OPENAI_API_KEY=… OPENAI_BASE_URL=http://localhost:11434/v1"
            />
          </div>
        </Section>
      </div>
    </>
  )
}
