import { useState } from 'react'
import { fieldErrors } from '../../../api/errors.ts'
import { useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'
import type { Role, RoleMatrix } from '../roles-page.tsx'

interface RoleDialogProps {
  /** Null makes a new one. */
  role: Role | null
  permissions: RoleMatrix['permissions']
  onClose: () => void
}

/** A role of the workspace's own, put together from what there is to allow. */
export function RoleDialog({ role, permissions, onClose }: RoleDialogProps) {
  const text = useMessages(messages)
  const [name, setName] = useState(role?.name ?? '')
  const [description, setDescription] = useState(role?.description ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role?.permissions))
  const [isDeleting, setDeleting] = useState(false)
  const create = useAction('POST /roles', ['roles'])
  const update = useAction('PATCH /roles/{role_id}', ['roles', 'whoami'])
  const remove = useAction('DELETE /roles/{role_id}', ['roles'])
  const error = create.error ?? update.error
  const fields = fieldErrors(error)
  const onSuccess = () => {
    showToast({ message: text.roleSaved })
    onClose()
  }

  function save() {
    const input = { name, description, permissions: [...chosen] }
    if (role) update.mutate({ role_id: role.id, ...input }, { onSuccess })
    else create.mutate(input, { onSuccess })
  }

  if (isDeleting && role) {
    return (
      <ConfirmDialog
        title={text.deleteRoleTitle(role.name)}
        action={text.deleteRole}
        isPending={remove.isPending}
        error={remove.error}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate({ role_id: role.id }, { onSuccess: onClose })}
      >
        {text.deleteRoleText}
      </ConfirmDialog>
    )
  }
  return (
    <Dialog
      title={role ? text.editRole(role.name) : text.newRole}
      description={text.count(chosen.size)}
      onClose={onClose}
      actions={
        <>
          {role && (
            <Button variant="danger" className="me-auto" onClick={() => setDeleting(true)}>
              {text.deleteRole}
            </Button>
          )}
          <Button variant="primary" isPending={create.isPending || update.isPending} onClick={save}>
            {text.save}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={text.roleName}
          value={name}
          required
          error={fields.name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={text.roleDescription}
          value={description}
          isOptional
          error={fields.description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{text.permission}</legend>
          {permissions.map((permission) => (
            <Checkbox
              key={permission.name}
              label={permission.allows}
              checked={chosen.has(permission.name)}
              onChange={(event) => {
                const next = new Set(chosen)
                if (event.target.checked) next.add(permission.name)
                else next.delete(permission.name)
                setChosen(next)
              }}
            />
          ))}
        </fieldset>
        {Object.keys(fields).length === 0 && <ProblemNote error={error} />}
      </div>
    </Dialog>
  )
}
