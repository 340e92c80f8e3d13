import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { itemsOf, listQuery, queryKey } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { List, ListRow } from '../../../ui/list.tsx'
import { LoadMore } from '../../../ui/load-more.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TimeAgo } from '../../../ui/time-ago.tsx'
import { showToast } from '../../../ui/toasts.ts'
import type { PromptVersion, Template } from '../draft.ts'
import { messages } from '../messages.ts'
import type { DraftState } from '../use-draft.ts'
import { ContentDiff } from './content-diff.tsx'

interface HistoryProps {
  template: Template
  state: DraftState
}

/** Every version there was; any two are compared, any one is brought back. */
export function History({ template, state }: HistoryProps) {
  const text = useMessages(messages)
  const mayWrite = useMay('prompts.write')
  const [compared, setCompared] = useState<PromptVersion | null>(null)
  const list = useInfiniteQuery(
    listQuery('GET /prompt-templates/{template_id}/versions', {
      template_id: template.id,
      limit: 50,
    }),
  )
  const rollBack = useRollBack(template, state)
  return (
    <>
      {state.isDirty && <p className="mb-3 text-sm text-muted">{text.saveFirst}</p>}
      <ProblemNote error={rollBack.error} className="mb-3 empty:hidden" />
      <QueryView query={list} skeleton={<SkeletonRows rows={5} className="h-14" />}>
        {(data) => {
          const versions = itemsOf(data)
          return (
            <>
              <List label={text.history}>
                {versions.map((version) => {
                  const isCurrent = version.version === template.version
                  const called = text.version(version.version)
                  return (
                    <ListRow
                      key={version.version}
                      title={`${called}: ${version.summary}`}
                      description={
                        <>
                          {version.author.name ?? text.somebody} ·{' '}
                          <TimeAgo at={version.created_at} />
                        </>
                      }
                      meta={isCurrent && <Badge tone="accent">{text.current}</Badge>}
                      actions={
                        <>
                          {versions.length > 1 && (
                            <Button
                              size="small"
                              aria-label={text.compareOf(called)}
                              onClick={() => setCompared(version)}
                            >
                              {text.compare}
                            </Button>
                          )}
                          {mayWrite && !isCurrent && (
                            <Button
                              size="small"
                              aria-label={text.restoreOf(called)}
                              disabled={state.isDirty}
                              isPending={
                                rollBack.isPending && rollBack.variables === version.version
                              }
                              onClick={() => rollBack.mutate(version.version)}
                            >
                              {text.restore}
                            </Button>
                          )}
                        </>
                      }
                    />
                  )
                })}
              </List>
              <LoadMore query={list} />
              {compared && (
                <CompareDialog
                  version={compared}
                  versions={versions}
                  onClose={() => setCompared(null)}
                />
              )}
            </>
          )
        }}
      </QueryView>
    </>
  )
}

/** Makes an old version the newest one; the way back is another roll-back. */
function useRollBack(template: Template, { reset }: DraftState) {
  const text = useMessages(messages)
  const client = useQueryClient()
  const { id } = template
  const restore = async (version: number) => {
    const restored = await call('POST /prompt-templates/{template_id}/restore', {
      template_id: id,
      version,
    })
    const { name, description, content } = restored
    client.setQueryData(
      queryKey('GET /prompt-templates/{template_id}', { template_id: id }),
      restored,
    )
    reset({ name, description, content }, restored.version)
    await client.invalidateQueries({ queryKey: ['prompt-templates'] })
  }
  return useMutation({
    mutationFn: restore,
    onSuccess: (_, version) => {
      const before = template.version
      showToast({
        message: text.restored(version),
        action: { label: text.undo, onSelect: () => void restore(before) },
      })
    },
  })
}

interface CompareDialogProps {
  version: PromptVersion
  versions: readonly PromptVersion[]
  onClose: () => void
}

function CompareDialog({ version, versions, onClose }: CompareDialogProps) {
  const text = useMessages(messages)
  const others = versions.filter((other) => other.version !== version.version)
  const [against, setAgainst] = useState(
    (others.find((other) => other.version < version.version) ?? others[0]!).version,
  )
  const other = others.find((one) => one.version === against)!
  const [before, after] = other.version < version.version ? [other, version] : [version, other]
  return (
    <Dialog
      title={text.compareTitle(before.version, after.version)}
      size="large"
      onClose={onClose}
      actions={<Button onClick={onClose}>{text.done}</Button>}
    >
      <SelectField
        label={text.against}
        value={String(against)}
        className="mb-4 max-w-80"
        options={others.map((one) => ({
          value: String(one.version),
          label: `${text.version(one.version)}: ${one.summary}`,
        }))}
        onChange={(event) => setAgainst(Number(event.target.value))}
      />
      <ContentDiff before={before.content} after={after.content} />
    </Dialog>
  )
}
