import { useId } from 'react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'

/** What wires a control to its label, its hint and its error. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string | undefined
  isOptional?: boolean
  /** The label stays for screen readers alone. */
  isLabelHidden?: boolean
  className?: string | undefined
  children: (control: ControlProps) => ReactNode
}

/** A control with its label above, and what helps or what is wrong below. */
export function Field({
  label,
  hint,
  error,
  isOptional,
  isLabelHidden,
  className,
  children,
}: FieldProps) {
  const text = useMessages(messages)
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <label
        htmlFor={id}
        className={isLabelHidden ? 'sr-only' : 'flex flex-wrap gap-x-1.5 text-sm font-medium'}
      >
        {label}
        {isOptional && <span className="font-normal text-muted">{text.optional}</span>}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

export const controlClass =
  'w-full min-h-9 rounded border border-edge bg-surface px-3 text-sm text-ink placeholder:text-muted disabled:opacity-60 aria-invalid:border-danger [&[readonly]]:bg-sunken'
