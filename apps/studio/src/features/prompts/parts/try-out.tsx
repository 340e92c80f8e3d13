import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Play, Plus } from 'lucide-react'
import { useState } from 'react'
import { itemsOf, listQuery, query } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { NoPermission } from '../../../ui/error-panel.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { valuesFor, withVariables } from '../draft.ts'
import type { Template, TryRequest } from '../draft.ts'
import { messages } from '../messages.ts'
import type { DraftState } from '../use-draft.ts'
import { useTries } from '../use-tries.ts'
import { EarlierRuns } from './earlier-runs.tsx'
import { TryColumn } from './try-column.tsx'
import { ValueFields } from './value-fields.tsx'

export interface Column {
  id: string
  /** What is being written, or a version. */
  version: 'draft' | number
  /** Empty: the standard. */
  model: string
}

const MOST_COLUMNS = 3

interface TryOutProps {
  template: Template
  state: DraftState
  values: Readonly<Record<string, string>>
  onValues: (values: Readonly<Record<string, string>>) => void
}

/** Versions and models side by side: what each makes of the same prompt, and what that costs. */
export function TryOut({ template, state, values, onValues }: TryOutProps) {
  const text = useMessages(messages)
  const mayTry = useMay('prompts.try')
  const { data: models } = useQuery(query('GET /models', {}))
  const versions = itemsOf(
    useInfiniteQuery(
      listQuery('GET /prompt-templates/{template_id}/versions', {
        template_id: template.id,
        limit: 50,
      }),
    ).data,
  )
  const [columns, setColumns] = useState<readonly Column[]>(() => [
    { id: '1', version: state.isDirty ? 'draft' : template.version, model: '' },
    {
      id: '2',
      version: state.isDirty ? template.version : Math.max(1, template.version - 1),
      model: '',
    },
  ])
  const tries = useTries()
  const draft = withVariables(state.draft.content)
  const contentOf = (version: Column['version']) =>
    version === 'draft'
      ? draft
      : (versions.find((one) => one.version === version)?.content ?? template.content)
  const requestOf = ({ version, model }: Column): TryRequest => ({
    template_id: template.id,
    ...(version === 'draft' ? { draft } : { version }),
    values: valuesFor(contentOf(version), values),
    ...(model && { model }),
  })
  const all = columns.flatMap(({ version }) => contentOf(version).variables)
  const variables = [...new Map(all.map((variable) => [variable.name, variable])).values()]
  const others = (models?.items ?? []).filter(({ provider }) => provider !== 'embedded')
  if (!mayTry) return <NoPermission />
  if (models && others.length === 0) {
    return (
      <>
        <Callout
          tone="warning"
          actions={<LinkButton to="/settings/models">{text.connectModel}</LinkButton>}
        >
          {text.needsModel}
        </Callout>
        <EarlierRuns templateId={template.id} />
      </>
    )
  }
  return (
    <>
      {variables.length > 0 && (
        <div className="mb-6 max-w-3xl">
          <ValueFields variables={variables} values={values} onValues={onValues} />
        </div>
      )}
      <div className="mb-4 flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={Play}
          onClick={() =>
            columns.forEach((column) => void tries.start(column.id, requestOf(column)))
          }
        >
          {text.runAll}
        </Button>
        {columns.length < MOST_COLUMNS && (
          <Button
            icon={Plus}
            onClick={() =>
              setColumns([
                ...columns,
                {
                  id: String(Math.max(...columns.map(({ id }) => Number(id))) + 1),
                  version: template.version,
                  model: others[0]?.id ?? '',
                },
              ])
            }
          >
            {text.addColumn}
          </Button>
        )}
      </div>
      <div
        className={
          columns.length > 2
            ? 'grid gap-4 md:grid-cols-2 lg:grid-cols-3'
            : 'grid gap-4 md:grid-cols-2'
        }
      >
        {columns.map((column, index) => (
          <TryColumn
            key={column.id}
            number={index + 1}
            column={column}
            isDirty={state.isDirty}
            versions={versions}
            current={template.version}
            models={others}
            request={requestOf(column)}
            attempt={tries.attempts[column.id]}
            onChange={(next) =>
              setColumns(columns.map((one) => (one.id === column.id ? next : one)))
            }
            onStart={() => void tries.start(column.id, requestOf(column))}
            onStop={() => tries.stop(column.id)}
            onRemove={
              columns.length > 1
                ? () => {
                    if (tries.attempts[column.id]?.state === 'running') tries.stop(column.id)
                    setColumns(columns.filter(({ id }) => id !== column.id))
                  }
                : undefined
            }
          />
        ))}
      </div>
      <EarlierRuns templateId={template.id} />
    </>
  )
}
