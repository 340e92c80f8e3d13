import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemsOf, listQuery } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useSourceTitle } from '../../../intake/source-kind.tsx'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { LoadMore } from '../../../ui/load-more.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { without } from '../draft.ts'
import { messages } from '../messages.ts'
import type { ContextPickerProps } from './context-picker.tsx'

/** What there is to choose from. */
export function ContextDialog({
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
