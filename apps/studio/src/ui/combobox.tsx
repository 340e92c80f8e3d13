import { ChevronDown } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { controlClass, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { findByWords } from './find-by-words.ts'
import { messages } from './messages.ts'
import { place } from './place.ts'

export interface ComboboxOption {
  value: string
  label: string
  hint?: string
}

export interface ComboboxProps extends Omit<FieldProps, 'children'> {
  options: readonly ComboboxOption[]
  value: string | null
  onChange: (value: string) => void
  placeholder?: string
  /** Asks for options elsewhere, instead of looking for what is typed among those given. */
  onSearch?: (typed: string) => void
}

/** One of many, found by typing a part of its name. */
export function Combobox({
  options,
  value,
  onChange,
  placeholder,
  onSearch,
  ...field
}: ComboboxProps) {
  const text = useMessages(messages)
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const chosen = options.find((option) => option.value === value)
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(-1)
  const [isOpen, setOpen] = useState(false)
  const found =
    typed === null || onSearch ? options : findByWords(options, typed, ({ label }) => label)

  function open(): void {
    setOpen(true)
    setActive(options.findIndex((option) => option.value === value))
  }
  /** Without a choice the field says again what it said before. */
  function close(): void {
    setOpen(false)
    setTyped(null)
    setActive(-1)
  }
  function choose(option: ComboboxOption): void {
    onChange(option.value)
    close()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (!isOpen) open()
      else if (found.length > 0) {
        setActive((Math.max(active, step > 0 ? -1 : 0) + step + found.length) % found.length)
      }
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      if (found[active]) choose(found[active])
    } else if (event.key === 'Escape' && isOpen) {
      // The list alone goes, not the dialog around it.
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }

  return (
    <Field {...field}>
      {(control) => (
        <div className="relative">
          <input
            ref={input}
            {...control}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-activedescendant={isOpen && found[active] ? `${listId}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={typed ?? chosen?.label ?? ''}
            onChange={({ target }) => {
              setTyped(target.value)
              setOpen(true)
              setActive(0)
              onSearch?.(target.value)
            }}
            onClick={() => isOpen || open()}
            onBlur={close}
            onKeyDown={onKeyDown}
            className={cn(controlClass, 'pe-8')}
          />
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-muted"
          />
          {isOpen && (
            <Options
              id={listId}
              label={field.label}
              anchor={input}
              options={found}
              value={value}
              active={active}
              onPoint={setActive}
              onChoose={choose}
            />
          )}
          <span role="status" className="sr-only">
            {isOpen && typed !== null && text.matches(found.length)}
          </span>
        </div>
      )}
    </Field>
  )
}

interface OptionsProps {
  id: string
  label: string
  anchor: RefObject<HTMLInputElement | null>
  options: readonly ComboboxOption[]
  value: string | null
  active: number
  onPoint: (index: number) => void
  onChoose: (option: ComboboxOption) => void
}

function Options({ id, label, anchor, options, value, active, onPoint, onChoose }: OptionsProps) {
  const text = useMessages(messages)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = panel.current!
    element.showPopover()
    element.style.width = `${anchor.current!.offsetWidth}px`
    return place(element, anchor.current!, 'start')
  }, [anchor])
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])

  return (
    <div
      ref={panel}
      popover="manual"
      role="presentation"
      // Presses leave the focus in the field.
      onMouseDown={(event) => event.preventDefault()}
      className="fixed inset-auto m-0 max-h-72 overflow-y-auto overscroll-contain rounded-lg border border-line bg-surface p-1.5 text-ink shadow-float"
    >
      <div id={id} role="listbox" tabIndex={-1} aria-label={label}>
        {options.map((option, index) => (
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            onPointerMove={() => index === active || onPoint(index)}
            onClick={() => onChoose(option)}
            className={cn(
              'flex min-h-8 cursor-default flex-col justify-center rounded px-2.5 py-1 text-sm aria-selected:font-medium aria-selected:text-accent',
              index === active && 'bg-sunken forced-colors:outline',
            )}
          >
            {option.label}
            {option.hint && <span className="text-xs font-normal text-muted">{option.hint}</span>}
          </div>
        ))}
      </div>
      {options.length === 0 && <p className="px-2.5 py-1.5 text-sm text-muted">{text.noMatches}</p>}
    </div>
  )
}
