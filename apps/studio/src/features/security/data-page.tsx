import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { hrefOf } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { Archives, whileRunning } from '../../work/archives.tsx'
import { messages } from './messages.ts'

/** What is kept about the person: to take along, and to end. */
export function DataPage() {
  const text = useMessages(messages)
  useTitle(text.data)
  const [isDeleting, setDeleting] = useState(false)
  return (
    <>
      <PageHeader title={text.data} description={text.dataAbout} />
      <Section title={text.export} description={text.exportText}>
        <Exports />
      </Section>
      <Section title={text.deleteTitle} description={text.deleteText}>
        <Button variant="danger" onClick={() => setDeleting(true)}>
          {text.deleteAction}
        </Button>
      </Section>
      {isDeleting && <DeleteDialog onClose={() => setDeleting(false)} />}
    </>
  )
}

function Exports() {
  const text = useMessages(messages)
  const exports = useQuery({
    ...query('GET /account/exports', {}),
    refetchInterval: whileRunning,
  })
  const start = useAction('POST /account/exports', ['account'])
  return (
    <Archives
      query={exports}
      hrefOf={({ id }) => hrefOf('GET /account/exports/{export_id}/download', { export_id: id })}
      start={{
        isPending: start.isPending,
        error: start.error,
        run: () =>
          start.mutate({}, { onSuccess: () => showToast({ message: text.exportStarted }) }),
      }}
    />
  )
}

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const remove = useAction('DELETE /account', [])
  const account = useQuery(query('GET /account', {}))
  const fields = fieldErrors(remove.error)
  return (
    <Dialog title={text.deleteTitle} description={text.deleteText} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const password = form.get('password')
          remove.mutate(
            {
              email: String(form.get('email')),
              ...(password && { password: String(password) }),
            },
            { onSuccess: () => location.assign('/sign-in') },
          )
        }}
      >
        <TextField
          label={text.deleteConfirm}
          name="email"
          type="email"
          autoComplete="off"
          required
          error={fields.email}
        />
        {account.data?.has_password && (
          <PasswordField
            label={text.deletePassword}
            name="password"
            required
            error={fields.password}
          />
        )}
        {Object.keys(fields).length === 0 && <ProblemNote error={remove.error} />}
        <Button type="submit" variant="danger" isPending={remove.isPending}>
          {text.deleteAction}
        </Button>
      </form>
    </Dialog>
  )
}
