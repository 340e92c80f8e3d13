import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileText, Library, Search } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { query } from '../../api/queries.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { may, useSession } from '../session.ts'
import { useAllCommands } from './commands.ts'
import type { Command } from './commands.ts'
import { KeysOf } from './keys-of.tsx'
import { best } from './match.ts'
import { messages } from './messages.ts'

/** Everything by its name: what can be done here, where one can go, and what was written. */
export function Palette({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const dialog = useRef<HTMLDialogElement>(null)
  const listId = useId()
  const commands = useAllCommands().filter(({ isHidden }) => !isHidden)
  const found = useFound(useDeferredValue(typed))
  const results = [
    ...best(commands, typed, ({ label, words }) => `${label} ${words ?? ''}`),
    ...found.items,
  ]
  const groups = Map.groupBy(results, ({ group }) => group)
  const ordered = [...groups.values()].flat()
  const current = Math.min(active, ordered.length - 1)

  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, current])

  function run(command: Command | undefined) {
    if (!command) return
    dialog.current?.close()
    command.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined && ordered.length > 0) {
      event.preventDefault()
      const isFar = Math.abs(step) > 1
      const next = current + step
      setActive(
        isFar
          ? Math.max(0, Math.min(ordered.length - 1, next))
          : (next + ordered.length) % ordered.length,
      )
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(ordered[current])
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-label={text.palette}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="mx-auto mt-[12vh] mb-auto w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-lg border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-black/30"
    >
      <div className="flex max-h-[min(32rem,70dvh)] flex-col">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search aria-hidden className="size-4 shrink-0 text-muted" />
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={ordered.length > 0 ? `${listId}-${current}` : undefined}
            aria-label={text.palette}
            placeholder={text.placeholder}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
            className="min-h-12 w-full bg-transparent outline-none placeholder:text-muted"
          />
        </div>
        <div
          id={listId}
          role="listbox"
          aria-label={text.results}
          // A list that scrolls is reached with the keyboard by its options; the input moves them.
          tabIndex={-1}
          className="min-h-0 overflow-y-auto overscroll-contain p-2"
        >
          {[...groups].map(([group, items]) => (
            <div key={group} role="group" aria-label={group}>
              <p aria-hidden className="px-3 pt-2 pb-1 text-xs text-muted">
                {group}
              </p>
              {items.map((command) => {
                const index = ordered.indexOf(command)
                return (
                  <Option
                    key={command.id}
                    id={`${listId}-${index}`}
                    command={command}
                    isActive={index === current}
                    onPoint={() => setActive(index)}
                    onChoose={() => run(command)}
                  />
                )
              })}
            </div>
          ))}
        </div>
        <p role="status" className="px-5 text-sm text-muted not-empty:pb-3">
          {found.isFailed
            ? text.searchFailed
            : found.isSearching
              ? text.searching
              : ordered.length === 0 && text.nothing(typed)}
        </p>
      </div>
    </dialog>
  )
}

interface OptionProps {
  id: string
  command: Command
  isActive: boolean
  onPoint: () => void
  onChoose: () => void
}

function Option({ id, command, isActive, onPoint, onChoose }: OptionProps) {
  const { label, icon: Icon, keys } = command
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={() => isActive || onPoint()}
      onClick={onChoose}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
      className="flex min-h-9 cursor-default items-center gap-3 rounded px-3 text-sm aria-selected:bg-accent-soft"
    >
      {Icon ? (
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      ) : (
        <span className="size-4 shrink-0" />
      )}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {keys && <KeysOf keys={keys} />}
    </div>
  )
}

const PER_KIND = 6

/** Articles and sources whose title answers what is typed. */
function useFound(typed: string) {
  const text = useMessages(messages)
  const session = useSession()
  const navigate = useNavigate()
  const search = typed.trim()
  const isOn = search.length > 1
  const documents = useQuery({
    ...query('GET /documents', { search, limit: PER_KIND }),
    enabled: isOn && may(session, 'documents.read'),
    placeholderData: (before) => before,
  })
  const sources = useQuery({
    ...query('GET /sources', { search, limit: PER_KIND }),
    enabled: isOn && may(session, 'sources.read'),
    placeholderData: (before) => before,
  })
  const items: Command[] = !isOn
    ? []
    : [
        ...(documents.data?.items ?? []).map(({ id, title }): Command => ({
          id,
          label: title,
          group: text.articles,
          icon: FileText,
          run: () => void navigate({ to: `/articles/${id}` }),
        })),
        ...(sources.data?.items ?? []).map(({ id, title, file_name: fileName }): Command => ({
          id,
          label: title ?? fileName ?? id,
          group: text.sources,
          icon: Library,
          run: () => void navigate({ to: `/sources/${id}` }),
        })),
      ]
  return {
    items,
    isSearching: documents.isFetching || sources.isFetching,
    isFailed: documents.isError || sources.isError,
  }
}
