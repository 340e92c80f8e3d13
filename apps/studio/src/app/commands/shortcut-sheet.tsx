import { X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useMessages } from '../../messages/define-messages.ts'
import { useAllCommands } from './commands.ts'
import { KeysOf } from './keys-of.tsx'
import { messages } from './messages.ts'

interface ShortcutSheetProps {
  areSingleKeysOn: boolean
  onClose: () => void
}

/** Every shortcut that works at this moment, by what it belongs to. */
export function ShortcutSheet({ areSingleKeysOn, onClose }: ShortcutSheetProps) {
  const text = useMessages(messages)
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const withKeys = useAllCommands().filter(({ keys }) => keys)
  const groups = Map.groupBy(withKeys, ({ group }) => group)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="m-auto w-[min(46rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-black/30"
    >
      <div className="p-6">
        <div className="flex items-start justify-between gap-4">
          <div>
            <h2 id={titleId} className="font-serif text-2xl">
              {text.sheet}
            </h2>
            <p className="mt-1 text-sm text-muted">
              {areSingleKeysOn ? text.sheetText : text.singleKeysOff}
            </p>
          </div>
          <button
            type="button"
            aria-label={text.close}
            onClick={() => dialog.current?.close()}
            className="grid size-9 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
        <div className="mt-5 gap-8 sm:columns-2">
          {[...groups].map(([group, commands]) => (
            <section key={group} className="mb-6 break-inside-avoid">
              <h3 className="mb-1 text-xs font-medium text-muted">{group}</h3>
              <dl>
                {commands.map(({ id, label, keys }) => (
                  <div
                    key={id}
                    className="flex min-h-9 items-center justify-between gap-4 border-b border-line text-sm last:border-0"
                  >
                    <dt>{label}</dt>
                    <dd>
                      <KeysOf keys={keys!} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </dialog>
  )
}
