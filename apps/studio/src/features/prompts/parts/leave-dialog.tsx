import { useMessages } from '../../../messages/define-messages.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { messages } from '../messages.ts'
import type { DraftState } from '../use-draft.ts'

/** Before somebody leaves what is not saved. It is still there when they come back. */
export function LeaveDialog({ blocker }: Pick<DraftState, 'blocker'>) {
  const text = useMessages(messages)
  if (blocker.status !== 'blocked') return null
  return (
    <ConfirmDialog
      title={text.leaveTitle}
      action={text.leave}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      {text.leaveText}
    </ConfirmDialog>
  )
}
