import type { LucideIcon } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { cn } from './cn.ts'
import { place } from './place.ts'
import { createTypeahead } from './typeahead.ts'

export interface MenuItem {
  id: string
  label: string
  icon?: LucideIcon
  hint?: string
  isDangerous?: boolean
  isDisabled?: boolean
  /** One of a choice: whether it is the chosen one. */
  isChecked?: boolean
  onSelect: () => void
}

export interface MenuGroup {
  label?: string
  items: readonly MenuItem[]
}

export interface TriggerProps {
  ref: RefObject<HTMLButtonElement | null>
  id: string
  'aria-haspopup': 'menu'
  'aria-expanded': boolean
  'aria-controls': string | undefined
  onClick: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

export interface MenuProps {
  label: string
  groups: readonly MenuGroup[]
  /** The button that opens it; it spreads what it is given. */
  trigger: (props: TriggerProps) => ReactNode
  align?: 'start' | 'end'
  /** Above the items: who one is, where one is. */
  header?: ReactNode
}

/** A list of actions behind a button, by the pattern of the ARIA practices. */
export function Menu({ label, groups, trigger, align = 'start', header }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<'first' | 'last' | null>(null)
  return (
    <>
      {trigger({
        ref: button,
        id: `${id}-button`,
        'aria-haspopup': 'menu',
        'aria-expanded': open !== null,
        'aria-controls': open === null ? undefined : `${id}-menu`,
        onClick: () => setOpen(open === null ? 'first' : null),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(event.key === 'ArrowUp' ? 'last' : 'first')
        },
      })}
      {open !== null && (
        <MenuPanel
          id={`${id}-menu`}
          label={label}
          groups={groups}
          anchor={button}
          align={align}
          header={header}
          startsAt={open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

export interface MenuPanelProps {
  id?: string
  label: string
  groups: readonly MenuGroup[]
  /** What opened it: it opens beside that, and gives the focus back to it. */
  anchor: RefObject<HTMLElement | null>
  align?: 'start' | 'end'
  header?: ReactNode
  startsAt?: 'first' | 'last'
  onClose: () => void
}

/** The open list, for as long as it is rendered. */
export function MenuPanel({
  id,
  label,
  groups,
  anchor,
  align = 'start',
  header,
  startsAt = 'first',
  onClose,
}: MenuPanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  const [findTyped] = useState(() => createTypeahead())

  useEffect(() => {
    const element = panel.current!
    element.showPopover()
    const stop = place(element, anchor.current!, align)
    const items = itemsIn(element)
    const checked = items.find((item) => item.getAttribute('aria-checked') === 'true')
    ;(startsAt === 'last' ? items.at(-1) : (checked ?? items[0]))?.focus()
    return stop
  }, [anchor, align, startsAt])

  function close() {
    anchor.current?.focus()
    onClose()
  }

  function onKeyDown(event: KeyboardEvent) {
    const items = itemsIn(panel.current!)
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }
    if (event.key in to) {
      event.preventDefault()
      items[to[event.key]!]?.focus()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab') {
      close()
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      items[
        findTyped(
          event.key,
          items.map(({ textContent }) => textContent ?? ''),
          at,
        )
      ]?.focus()
    }
  }

  return (
    <div
      ref={panel}
      popover="auto"
      onToggle={(event) => event.newState === 'closed' && onClose()}
      className="fixed inset-auto m-0 max-h-[min(28rem,80dvh)] w-max max-w-[calc(100vw-1rem)] min-w-52 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-ink shadow-float"
    >
      {header && <div className="px-2.5 pt-1.5 pb-2">{header}</div>}
      <div id={id} role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
        {groups
          .filter(({ items }) => items.length > 0)
          .map((group, index) => (
            <div
              key={group.label ?? index}
              role="group"
              aria-label={group.label}
              className={cn(index > 0 && 'mt-1.5 border-t border-line pt-1.5')}
            >
              {group.label && (
                <p aria-hidden className="px-2.5 py-1 text-xs text-muted">
                  {group.label}
                </p>
              )}
              {group.items.map((item) => (
                <Item key={item.id} item={item} onChoose={close} />
              ))}
            </div>
          ))}
      </div>
    </div>
  )
}

function Item({ item, onChoose }: { item: MenuItem; onChoose: () => void }) {
  const { label, icon: Icon, hint, isDangerous, isDisabled, isChecked, onSelect } = item
  return (
    <button
      type="button"
      role={isChecked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={isChecked}
      aria-disabled={isDisabled || undefined}
      tabIndex={-1}
      onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        if (isDisabled) return
        onChoose()
        onSelect()
      }}
      className={cn(
        'flex min-h-8 w-full items-center gap-2.5 rounded px-2.5 py-1 text-start text-sm outline-none focus:bg-sunken aria-disabled:opacity-55 aria-checked:font-medium focus-visible:outline-2 focus-visible:-outline-offset-2',
        isDangerous && 'text-danger',
      )}
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-75" />}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{label}</span>
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
      {isChecked && (
        <span aria-hidden className="text-accent">
          ✓
        </span>
      )}
    </button>
  )
}

const itemsIn = (panel: HTMLElement): HTMLElement[] => [
  ...panel.querySelectorAll<HTMLElement>('[role^=menuitem]'),
]
