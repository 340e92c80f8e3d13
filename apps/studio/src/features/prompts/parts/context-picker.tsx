import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { itemsOf, listQuery, query } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useSourceTitle } from '../../../intake/source-kind.tsx'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { LoadMore } from '../../../ui/load-more.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Section } from '../../../ui/section.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import type { PromptContent } from '../draft.ts'
import { messages } from '../messages.ts'

interface ContextPickerProps {
  content: PromptContent
  onChange: (change: Partial<PromptContent>) => void
}

const without = (ids: readonly string[], gone: string) => ids.filter((id) => id !== gone)

/** Sources and documents that a prompt always has at hand. */
export function ContextPicker({ content, onChange }: ContextPickerProps) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  const [isOpen, setOpen] = useState(false)
  const { source_ids: sourceIds, document_ids: documentIds } = content
  const sources = useQueries({
    queries: sourceIds.map((id) => ({
      ...query('GET /sources/{source_id}', { source_id: id }),
      retry: false,
    })),
  })
  const documents = useQueries({
    queries: documentIds.map((id) => ({
      ...query('GET /documents/{document_id}', { document_id: id }),
      retry: false,
    })),
  })
  return (
    <Section title={text.context} description={text.contextHint}>
      {sourceIds.length + documentIds.length > 0 && (
        <ul aria-label={text.context} className="mb-3 border-t border-line">
          {sourceIds.map((id, index) => {
            const { data, isError } = sources[index]!
            return (
              <ContextRow
                key={id}
                title={data ? titleOf(data) : isError ? text.gone : id}
                note={text.source}
                onRemove={() => onChange({ source_ids: without(sourceIds, id) })}
              />
            )
          })}
          {documentIds.map((id, index) => {
            const { data, isError } = documents[index]!
            return (
              <ContextRow
                key={id}
                title={data?.title ?? (isError ? text.gone : id)}
                note={text.example}
                onRemove={() => onChange({ document_ids: without(documentIds, id) })}
              />
            )
          })}
        </ul>
      )}
      <Button icon={Plus} onClick={() => setOpen(true)}>
        {text.addContext}
      </Button>
      {isOpen && (
        <ContextDialog content={content} onChange={onChange} onClose={() => setOpen(false)} />
      )}
    </Section>
  )
}

interface ContextRowProps {
  title: string
  note: string
  onRemove: () => void
}

function ContextRow({ title, note, onRemove }: ContextRowProps) {
  const text = useMessages(messages)
  return (
    <li className="flex min-h-11 items-center gap-3 border-b border-line text-sm">
      <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      <span className="shrink-0 text-muted">{note}</span>
      <IconButton icon={X} size="small" label={text.leaveOut(title)} onClick={onRemove} />
    </li>
  )
}

function ContextDialog({
  content,
  onChange,
  onClose,
}: ContextPickerProps & { onClose: () => void }) {
  const text = useMessages(messages)
  const maySources = useMay('sources.read')
  const mayDocuments = useMay('documents.read')
  const [tab, setTab] = useState(maySources ? 'sources' : 'documents')
  return (
    <Dialog
      title={text.addContext}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      }
    >
      <Tabs
        label={text.context}
        selected={tab}
        onSelect={setTab}
        tabs={[
          ...(maySources ? [{ id: 'sources', label: text.sources }] : []),
          ...(mayDocuments ? [{ id: 'documents', label: text.documents }] : []),
        ]}
      >
        {tab === 'sources' ? (
          <SourceChoice
            chosen={content.source_ids}
            onChoose={(ids) => onChange({ source_ids: ids })}
          />
        ) : (
          <DocumentChoice
            chosen={content.document_ids}
            onChoose={(ids) => onChange({ document_ids: ids })}
          />
        )}
      </Tabs>
    </Dialog>
  )
}

interface ChoiceProps {
  chosen: readonly string[]
  onChoose: (ids: string[]) => void
}

const toggled = (chosen: readonly string[], id: string, isChosen: boolean) =>
  isChosen ? [...chosen, id] : without(chosen, id)

function SourceChoice({ chosen, onChoose }: ChoiceProps) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(listQuery('GET /sources', { ...(search && { search }) }))
  return (
    <>
      <SearchField
        label={text.searchSources}
        value={search}
        onSearch={setSearch}
        className="mb-3"
      />
      <QueryView query={list} skeleton={<SkeletonRows rows={5} className="h-10" />}>
        {(data) => (
          <>
            {itemsOf(data).map((source) => (
              <Checkbox
                key={source.id}
                label={titleOf(source)}
                hint={text.words(source.word_count)}
                checked={chosen.includes(source.id)}
                onChange={(event) => onChoose(toggled(chosen, source.id, event.target.checked))}
              />
            ))}
            {itemsOf(data).length === 0 && <p className="text-sm text-muted">{text.none}</p>}
            <LoadMore query={list} />
          </>
        )}
      </QueryView>
    </>
  )
}

function DocumentChoice({ chosen, onChoose }: ChoiceProps) {
  const text = useMessages(messages)
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(listQuery('GET /documents', { ...(search && { search }) }))
  return (
    <>
      <SearchField
        label={text.searchDocuments}
        value={search}
        onSearch={setSearch}
        className="mb-3"
      />
      <QueryView query={list} skeleton={<SkeletonRows rows={5} className="h-10" />}>
        {(data) => (
          <>
            {itemsOf(data).map(({ id, title, word_count: words }) => (
              <Checkbox
                key={id}
                label={title}
                hint={text.words(words)}
                checked={chosen.includes(id)}
                onChange={(event) => onChoose(toggled(chosen, id, event.target.checked))}
              />
            ))}
            {itemsOf(data).length === 0 && <p className="text-sm text-muted">{text.none}</p>}
            <LoadMore query={list} />
          </>
        )}
      </QueryView>
    </>
  )
}
