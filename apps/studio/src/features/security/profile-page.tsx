import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Account = Output<'GET /account'>

/** Who the person is to others, and where mail reaches them. */
export function ProfilePage() {
  const text = useMessages(messages)
  useTitle(text.profile)
  const account = useQuery(query('GET /account', {}))
  return (
    <>
      <PageHeader title={text.profile} />
      <QueryView query={account} skeleton={<SkeletonText lines={6} />}>
        {(data) => (
          <>
            <Section title={text.name}>
              <NameForm account={data} />
            </Section>
            <Section title={text.email}>
              <Address account={data} />
            </Section>
          </>
        )}
      </QueryView>
    </>
  )
}

function NameForm({ account }: { account: Account }) {
  const text = useMessages(messages)
  const update = useAction('PATCH /account', ['account', 'whoami', 'members'])
  return (
    <form
      className="flex max-w-md flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const name = String(new FormData(event.currentTarget).get('name'))
        update.mutate({ name }, { onSuccess: () => showToast({ message: text.saved }) })
      }}
    >
      <TextField
        label={text.name}
        isLabelHidden
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={account.user.name}
        error={fieldErrors(update.error).name}
        className="min-w-48 flex-1"
      />
      <Button type="submit" isPending={update.isPending}>
        {text.save}
      </Button>
      <ProblemNote error={update.error} className="w-full" />
    </form>
  )
}

function Address({ account }: { account: Account }) {
  const text = useMessages(messages)
  const [isChanging, setChanging] = useState(false)
  const { email, email_verified: isVerified } = account.user
  return (
    <>
      <p className="mb-3 flex flex-wrap items-center gap-2 text-sm">
        <span className="break-all">{email}</span>
        <Badge tone={isVerified ? 'success' : 'warning'}>
          {isVerified ? text.emailVerified : text.emailOpen}
        </Badge>
      </p>
      <Button onClick={() => setChanging(true)}>{text.changeEmail}</Button>
      {isChanging && <EmailDialog onClose={() => setChanging(false)} />}
    </>
  )
}

function EmailDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const change = useAction('POST /account/email', ['account', 'whoami'])
  const fields = fieldErrors(change.error)
  return (
    <Dialog title={text.changeEmail} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const email = String(form.get('email'))
          change.mutate(
            { email, current_password: String(form.get('current_password')) },
            {
              onSuccess({ status }) {
                const isDone = status === 'changed'
                showToast({ message: isDone ? text.emailChanged : text.emailMailed(email) })
                onClose()
              },
            },
          )
        }}
      >
        <TextField label={text.newEmail} name="email" type="email" required error={fields.email} />
        <PasswordField
          label={text.currentPassword}
          name="current_password"
          required
          error={fields.current_password}
        />
        {Object.keys(fields).length === 0 && <ProblemNote error={change.error} />}
        <Button type="submit" variant="primary" isPending={change.isPending}>
          {text.save}
        </Button>
      </form>
    </Dialog>
  )
}
