import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { fieldErrors } from '../api/errors.ts'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'
import { ProblemNote } from './problem-note.tsx'

export interface FormProps {
  /** What the last try came back with. */
  error: unknown
  onSubmit: (form: FormData) => void
  className?: string
  /** Given what is wrong, by the name of the field in the API. */
  children: (errors: Record<string, string>) => ReactNode
  /** Below what may have gone wrong. */
  actions: ReactNode
}

/**
 * Fields that are sent together. What the server says of one stands beside it, and the first such
 * field has the focus; what it says of none of them stands above the buttons.
 *
 * @example
 * <Form
 *   error={rename.error}
 *   onSubmit={(form) => rename.mutate({ name: String(form.get('name')) })}
 *   actions={<Button type="submit" variant="primary" isPending={rename.isPending}>{text.save}</Button>}
 * >
 *   {(errors) => <TextField label={text.name} name="name" required error={errors.name} />}
 * </Form>
 */
export function Form({ error, onSubmit, className, children, actions }: FormProps) {
  const text = useMessages(messages)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current!.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error])
  return (
    <form
      ref={form}
      className={cn('group/form flex flex-col gap-4', className)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(new FormData(event.currentTarget))
      }}
    >
      {children(fieldErrors(error))}
      {/* A field that this form does not have cannot be marked: then the whole problem is told. */}
      <p
        role="alert"
        className="hidden text-sm text-danger group-has-[[aria-invalid=true]]/form:block"
      >
        {error ? text.checkFields : null}
      </p>
      <ProblemNote
        error={error}
        className="empty:hidden group-has-[[aria-invalid=true]]/form:hidden"
      />
      <div className="flex flex-wrap gap-2">{actions}</div>
    </form>
  )
}
