import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'
import { Passkeys } from './parts/passkeys.tsx'
import { SecurityLog } from './parts/security-log.tsx'
import { TwoFactor } from './parts/two-factor.tsx'

export type Account = Output<'GET /account'>

/** How the person signs in. */
export function SecurityPage() {
  const text = useMessages(messages)
  useTitle(text.security)
  const account = useQuery(query('GET /account', {}))
  return (
    <>
      <PageHeader title={text.security} description={text.securityAbout} />
      <QueryView query={account} skeleton={<SkeletonText lines={10} />}>
        {(data) => (
          <>
            <Section title={text.password}>
              <Password account={data} />
            </Section>
            <Section title={text.factor}>
              <TwoFactor account={data} />
            </Section>
            <Section title={text.passkeys} description={text.passkeysText}>
              <Passkeys />
            </Section>
            <Section title={text.log}>
              <SecurityLog />
            </Section>
          </>
        )}
      </QueryView>
    </>
  )
}

function Password({ account }: { account: Account }) {
  const text = useMessages(messages)
  const [isChanging, setChanging] = useState(false)
  const ask = useMutation({
    mutationFn: () => call('POST /auth/password/forgot', { email: account.user.email }),
    onSuccess: () => showToast({ message: text.passwordMailed }),
  })
  if (!account.has_password) {
    return (
      <>
        <p className="mb-3 text-sm text-muted">{text.passwordNone}</p>
        <Button isPending={ask.isPending} onClick={() => ask.mutate()}>
          {text.passwordSet}
        </Button>
        <ProblemNote error={ask.error} className="mt-3" />
      </>
    )
  }
  return (
    <>
      <Button onClick={() => setChanging(true)}>{text.passwordChange}</Button>
      {isChanging && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  )
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const change = useAction('POST /account/password', ['account'])
  const fields = fieldErrors(change.error)
  return (
    <Dialog title={text.passwordChange} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          change.mutate(
            {
              current_password: String(form.get('current_password')),
              password: String(form.get('password')),
            },
            {
              onSuccess() {
                showToast({ message: text.passwordChanged })
                onClose()
              },
            },
          )
        }}
      >
        <PasswordField
          label={text.currentPassword}
          name="current_password"
          required
          error={fields.current_password}
        />
        <PasswordField
          label={text.newPassword}
          name="password"
          autoComplete="new-password"
          minLength={10}
          required
          hint={text.passwordHint}
          error={fields.password}
        />
        {Object.keys(fields).length === 0 && <ProblemNote error={change.error} />}
        <Button type="submit" variant="primary" isPending={change.isPending}>
          {text.save}
        </Button>
      </form>
    </Dialog>
  )
}
