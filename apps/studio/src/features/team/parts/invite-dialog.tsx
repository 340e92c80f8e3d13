import { useState } from 'react'
import { fieldErrors } from '../../../api/errors.ts'
import { useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { SegmentedControl } from '../../../ui/segmented-control.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'
import { RoleField } from './role-field.tsx'

/** An invitation to one address, or a link for several people. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const [way, setWay] = useState<'mail' | 'link'>('mail')
  const [role, setRole] = useState('editor')
  const [link, setLink] = useState<string | null>(null)
  const invite = useAction('POST /invitations', ['invitations'])
  const fields = fieldErrors(invite.error)

  function send(form: FormData) {
    const read = (name: string) => String(form.get(name) ?? '').trim()
    const email = read('email')
    invite.mutate(
      {
        role,
        expires_in_days: Number(read('days')) || 7,
        ...(way === 'mail' ? { email } : { maximum_uses: Number(read('uses')) || 1 }),
      },
      {
        onSuccess(made) {
          if (made.link) return setLink(made.link)
          showToast({ message: text.invited(email) })
          onClose()
        },
      },
    )
  }

  if (link) {
    return (
      <Dialog
        title={text.linkTitle}
        description={way === 'mail' ? text.linkMailText : text.linkText}
        onClose={onClose}
        actions={
          <Button variant="primary" onClick={onClose}>
            {text.done}
          </Button>
        }
      >
        <CopyField label={text.byLink} value={link} />
      </Dialog>
    )
  }
  return (
    <Dialog title={text.invite} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          send(new FormData(event.currentTarget))
        }}
      >
        <SegmentedControl
          label={text.invite}
          value={way}
          onChange={setWay}
          options={[
            { value: 'mail', label: text.byMail },
            { value: 'link', label: text.byLink },
          ]}
        />
        {way === 'mail' ? (
          <TextField
            key="mail"
            label={text.email}
            name="email"
            type="email"
            autoComplete="off"
            required
            error={fields.email}
          />
        ) : (
          <TextField
            key="link"
            label={text.maximumUses}
            name="uses"
            type="number"
            min={1}
            max={1000}
            defaultValue={5}
            error={fields.maximum_uses}
          />
        )}
        <RoleField value={role} onChange={setRole} />
        <TextField
          label={text.days}
          name="days"
          type="number"
          min={1}
          max={30}
          defaultValue={7}
          error={fields.expires_in_days}
        />
        {Object.keys(fields).length === 0 && <ProblemNote error={invite.error} />}
        <Button type="submit" variant="primary" isPending={invite.isPending}>
          {text.makeInvitation}
        </Button>
      </form>
    </Dialog>
  )
}
