import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldErrors } from '../../../api/errors.ts'
import { query, useAction } from '../../../api/queries.ts'
import { may, useSession } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox, RadioGroup } from '../../../ui/choice.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../messages.ts'

const DAY_MS = 86_400_000

/** A key for a program: what for, what it may, and for how long. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const session = useSession()
  const [scope, setScope] = useState('everything')
  const { data: matrix } = useQuery({ ...query('GET /roles', {}), enabled: scope === 'some' })
  const create = useAction('POST /api-keys', ['api-keys'])
  const fields = fieldErrors(create.error)

  function make(form: FormData) {
    const days = Number(form.get('days'))
    create.mutate({
      name: String(form.get('name')),
      ...(scope === 'some' && { permissions: form.getAll('permissions').map(String) }),
      ...(days > 0 && { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() }),
    })
  }

  if (create.data) return <MadeKey value={create.data.key} onClose={onClose} />
  return (
    <Dialog title={text.newKey} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          make(new FormData(event.currentTarget))
        }}
      >
        <TextField
          label={text.name}
          name="name"
          hint={text.nameHint}
          required
          maxLength={80}
          error={fields.name}
        />
        <RadioGroup
          label={text.permissions}
          name="scope"
          value={scope}
          onChange={setScope}
          options={[
            { value: 'everything', label: text.everything },
            { value: 'some', label: text.some },
          ]}
        />
        {scope === 'some' && (
          <fieldset className="max-h-56 overflow-y-auto rounded border border-line px-3 py-2">
            <legend className="sr-only">{text.some}</legend>
            {matrix?.permissions
              .filter(({ name }) => may(session, name))
              .map(({ name, allows }) => (
                <Checkbox key={name} name="permissions" value={name} label={allows} />
              ))}
          </fieldset>
        )}
        <TextField
          label={text.expiry}
          name="days"
          type="number"
          min={1}
          max={3650}
          hint={text.expiryHint}
          isOptional
          error={fields.expires_at}
        />
        {Object.keys(fields).length === 0 && <ProblemNote error={create.error} />}
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.make}
        </Button>
      </form>
    </Dialog>
  )
}

/** The one time that a key is seen. */
export function MadeKey({ value, onClose }: { value: string; onClose: () => void }) {
  const text = useMessages(messages)
  return (
    <Dialog
      title={text.made}
      description={text.madeText}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      }
    >
      <CopyField label={text.title} value={value} />
    </Dialog>
  )
}
