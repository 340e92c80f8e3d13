import type { ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ProblemNote } from './problem-note.tsx'
import { messages } from './messages.ts'

export interface ConfirmDialogProps {
  title: string
  /** What happens, and whether it can be taken back. */
  children: ReactNode
  /** The verb, such as “Delete”. */
  action: string
  isDangerous?: boolean
  isPending?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before what cannot be undone. */
export function ConfirmDialog({
  title,
  children,
  action,
  isDangerous = true,
  isPending,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const text = useMessages(messages)
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button
            variant={isDangerous ? 'danger' : 'primary'}
            isPending={isPending ?? false}
            onClick={onConfirm}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="text-sm">{children}</div>
      <ProblemNote error={error} className="mt-4" />
    </Dialog>
  )
}
