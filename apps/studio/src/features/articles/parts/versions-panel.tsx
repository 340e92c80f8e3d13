import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../api/call.ts'
import { itemsOf, listQuery, useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { LoadMore } from '../../../ui/load-more.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TimeAgo } from '../../../ui/time-ago.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../desk-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { NameDialog } from './name-dialog.tsx'
import { PromptUsed } from './prompt-used.tsx'

type Version = Output<'GET /documents/{document_id}/versions'>['items'][number]

interface VersionsPanelProps {
  document: ArticleDocument
  mayWrite: boolean
}

/** Every version there was, with who made it and why; any of them can be looked at and restored. */
export function VersionsPanel({ document, mayWrite }: VersionsPanelProps) {
  const text = useMessages(messages)
  const { id: documentId, version: current } = document
  const list = useInfiniteQuery(
    listQuery('GET /documents/{document_id}/versions', { document_id: documentId, limit: 50 }),
  )
  const [compared, setCompared] = useState<{ version: number; against: number } | null>(null)
  const [restoring, setRestoring] = useState<number | null>(null)
  const [named, setNamed] = useState<Version | null>(null)
  const restore = useAction('POST /documents/{document_id}/versions/{version}/restore', [
    'documents',
  ])
  return (
    <QueryView query={list} skeleton={<SkeletonRows rows={6} className="h-16" />}>
      {(data) => {
        const versions = itemsOf(data)
        return (
          <>
            <ol aria-label={text.timeline} className="flex flex-col">
              {versions.map((version) => (
                <VersionRow
                  key={version.version}
                  version={version}
                  isCurrent={version.version === current}
                  canRestore={mayWrite && version.version !== current}
                  onCompare={(against) => setCompared({ version: version.version, against })}
                  onRestore={() => setRestoring(version.version)}
                  onName={mayWrite ? () => setNamed(version) : undefined}
                  current={current}
                />
              ))}
            </ol>
            <LoadMore query={list} />
            {compared && (
              <CompareDialog
                documentId={documentId}
                versions={versions}
                compared={compared}
                onChange={setCompared}
                onClose={() => setCompared(null)}
              />
            )}
            {named && (
              <NameDialog documentId={documentId} version={named} onClose={() => setNamed(null)} />
            )}
            {restoring !== null && (
              <ConfirmDialog
                title={text.restoreTitle(restoring)}
                action={text.restore}
                isDangerous={false}
                isPending={restore.isPending}
                error={restore.error}
                onClose={() => setRestoring(null)}
                onConfirm={() =>
                  restore.mutate(
                    { document_id: documentId, version: String(restoring) },
                    {
                      onSuccess() {
                        showToast({ message: text.restoredDone(restoring) })
                        setRestoring(null)
                      },
                    },
                  )
                }
              >
                {text.restoreText}
              </ConfirmDialog>
            )}
          </>
        )
      }}
    </QueryView>
  )
}

interface VersionRowProps {
  version: Version
  current: number
  isCurrent: boolean
  canRestore: boolean
  /** Absent for who may not. */
  onName: (() => void) | undefined
  onCompare: (against: number) => void
  onRestore: () => void
}

function VersionRow({
  version,
  current,
  isCurrent,
  canRestore,
  onName,
  onCompare,
  onRestore,
}: VersionRowProps) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const author =
    nameOf(version.author) ?? (version.author.kind === 'user' ? text.someone : text.program)
  const cause = version.cause === 'generated' ? text.generated : version.summary
  return (
    <li className="border-b border-line py-3 first:pt-0">
      <p className="flex items-baseline gap-2 text-sm">
        <span className="font-medium">{version.name ?? text.versionOf(version.version)}</span>
        {version.name && <span className="text-xs text-muted">{version.version}</span>}
        {isCurrent && <Badge tone="accent">{text.current}</Badge>}
        <span className="ms-auto text-xs text-muted">
          <TimeAgo at={version.created_at} />
        </span>
      </p>
      <p className="mt-0.5 text-sm break-words">{cause}</p>
      <p className="text-xs text-muted">
        {text.by(author)}
        {version.cost_micros !== null &&
          version.cost_micros > 0 &&
          ` · ${money(version.cost_micros)}`}
      </p>
      <PromptUsed prompts={version.provenance.prompts} />
      <div className="mt-1.5 -ms-2 flex flex-wrap gap-1">
        {version.parent !== null && (
          <Button size="small" variant="quiet" onClick={() => onCompare(version.parent!)}>
            {text.compareWith(version.version)}
          </Button>
        )}
        {!isCurrent && (
          <Button size="small" variant="quiet" onClick={() => onCompare(current)}>
            {text.compareWithCurrent}
          </Button>
        )}
        {canRestore && (
          <Button size="small" variant="quiet" onClick={onRestore}>
            {text.restore}
          </Button>
        )}
        {onName && (
          <Button size="small" variant="quiet" onClick={onName}>
            {text.name}
          </Button>
        )}
      </div>
    </li>
  )
}

const nameOf = (author: Version['author']): string | null => {
  const { name } = author as { name?: unknown }
  return typeof name === 'string' ? name : null
}
