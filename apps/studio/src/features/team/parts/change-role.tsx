import { useState } from 'react'
import { useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { showToast } from '../../../ui/toasts.ts'
import type { Member } from '../members-page.tsx'
import { messages } from '../messages.ts'
import { RoleField } from './role-field.tsx'

/** Another role for a member. */
export function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const text = useMessages(messages)
  const [role, setRole] = useState(member.role)
  const change = useAction('PATCH /members/{member_id}', ['members'])
  return (
    <Dialog
      title={text.changeRoleOf(member.name)}
      size="small"
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isPending={change.isPending}
          onClick={() =>
            change.mutate(
              { member_id: member.id, role },
              {
                onSuccess() {
                  showToast({ message: text.roleChanged(member.name) })
                  onClose()
                },
              },
            )
          }
        >
          {text.save}
        </Button>
      }
    >
      <RoleField value={role} onChange={setRole} />
      <ProblemNote error={change.error} className="mt-4" />
    </Dialog>
  )
}
