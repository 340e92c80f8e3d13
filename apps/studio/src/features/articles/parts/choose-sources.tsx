import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemsOf, listQuery } from '../../../api/queries.ts'
import { AddSourcesPanel } from '../../../intake/add-sources-panel.tsx'
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
import { messages } from '../messages.ts'

interface ChooseSourcesProps {
  chosen: readonly string[]
  onChange: (ids: readonly string[]) => void
  onClose: () => void
}

/** Those there are, and new ones. */
export function ChooseSources({ chosen, onChange, onClose }: ChooseSourcesProps) {
  const text = useMessages(messages)
  const [tab, setTab] = useState('choose')
  return (
    <Dialog
      title={text.chooseSources}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      }
    >
      <Tabs
        label={text.sources}
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'choose', label: text.chooseSources },
          { id: 'add', label: text.addSources },
        ]}
      >
        {tab === 'choose' ? (
          <SourceList chosen={chosen} onChange={onChange} />
        ) : (
          <AddSourcesPanel
            onAdded={({ id }) => {
              onChange([...new Set([...chosen, id])])
              setTab('choose')
            }}
          />
        )}
      </Tabs>
    </Dialog>
  )
}

function SourceList({ chosen, onChange }: Pick<ChooseSourcesProps, 'chosen' | 'onChange'>) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(listQuery('GET /sources', { ...(search && { search }) }))
  return (
    <>
      <SearchField label={text.search} value={search} onSearch={setSearch} className="mb-3" />
      <QueryView query={list} skeleton={<SkeletonRows rows={5} className="h-10" />}>
        {(data) => {
          const sources = itemsOf(data)
          if (sources.length === 0) return <p className="text-sm text-muted">{text.noSources}</p>
          return (
            <>
              {sources.map((source) => (
                <Checkbox
                  key={source.id}
                  label={titleOf(source)}
                  hint={text.words(source.word_count)}
                  checked={chosen.includes(source.id)}
                  onChange={(event) =>
                    onChange(
                      event.target.checked
                        ? [...chosen, source.id]
                        : chosen.filter((id) => id !== source.id),
                    )
                  }
                />
              ))}
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
    </>
  )
}
