import { useQuery } from '@tanstack/react-query'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Badge } from '../../../ui/badge.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Table } from '../../../ui/table.tsx'
import { messages } from '../messages.ts'

/** Every model that can be asked here, with its price. */
export function ModelTable() {
  const text = useMessages(messages)
  const { money, date } = useFormats()
  const models = useQuery(query('GET /models', {}))
  const price = (micros: number | null) => (micros === null ? text.unknown : money(micros))
  return (
    <QueryView query={models} skeleton={<SkeletonRows rows={3} />}>
      {({ items }) => (
        <Table
          caption={text.models}
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
                    {model.is_own && <Badge>{text.own}</Badge>}
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
  )
}
