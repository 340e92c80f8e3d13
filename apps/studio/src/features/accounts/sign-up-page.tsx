import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query } from '../../api/queries.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { messages } from './messages.ts'
import { AccountFrame, linkClass } from './parts/account-frame.tsx'
import { useEnter } from './parts/enter.ts'
import { MailSent } from './parts/mail-sent.tsx'
import { keptInvitation } from './parts/token.ts'

/** A new account: the first one of an installation, an open one, or one that was invited. */
export function SignUpPage() {
  const text = useMessages(messages)
  const invitation = keptInvitation()
  const { data: methods } = useQuery(query('GET /auth/methods', {}))
  const preview = useQuery({
    ...query('POST /invitations/preview', { token: invitation ?? '' }),
    enabled: invitation !== null,
  })
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  const footer = (
    <>
      {text.haveAccount}{' '}
      <Link to="/sign-in" className={linkClass}>
        {text.signIn}
      </Link>
    </>
  )

  if (mailedTo) return <MailSent email={mailedTo} />
  if (!methods) {
    return (
      <AccountFrame title={text.makeAccount} footer={footer}>
        <SkeletonText lines={6} />
      </AccountFrame>
    )
  }
  if (methods.sign_up !== 'open' && !methods.is_empty && !invitation) {
    return (
      <AccountFrame title={text.cannotSignUp} footer={footer}>
        <Callout>{methods.sign_up === 'closed' ? text.closed : text.byInvitation}</Callout>
      </AccountFrame>
    )
  }
  return (
    <AccountFrame
      title={methods.is_empty ? text.makeFirst : text.makeAccount}
      text={
        preview.data
          ? text.joinTitle(preview.data.workspace_name)
          : methods.is_empty
            ? text.makeFirstText
            : text.makeAccountText
      }
      footer={methods.is_empty ? undefined : footer}
    >
      <SignUpForm
        key={preview.data?.email ?? ''}
        email={preview.data?.email ?? null}
        invitation={invitation}
        onMail={setMailedTo}
      />
    </AccountFrame>
  )
}

interface SignUpFormProps {
  /** The address that an invitation is for. */
  email: string | null
  invitation: string | null
  onMail: (email: string) => void
}

interface Values {
  name: string
  email: string
  password: string
}

function SignUpForm({ email, invitation, onMail }: SignUpFormProps) {
  const text = useMessages(messages)
  const enter = useEnter()
  const signUp = useMutation({
    async mutationFn(values: Values) {
      const { status } = await call('POST /auth/sign-up', {
        ...values,
        ...(invitation && { invitation }),
      })
      if (status === 'verify_email') return onMail(values.email)
      await call('POST /auth/sign-in', { email: values.email, password: values.password })
      enter(undefined)
    },
  })
  const fields = fieldErrors(signUp.error)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const read = (name: string) => String(form.get(name))
        signUp.mutate({ name: read('name'), email: read('email'), password: read('password') })
      }}
    >
      <TextField
        label={text.name}
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        error={fields.name}
      />
      <TextField
        label={text.email}
        name="email"
        type="email"
        autoComplete="username"
        required
        {...(email && { defaultValue: email, readOnly: true })}
        error={fields.email}
      />
      <PasswordField
        label={text.password}
        name="password"
        autoComplete="new-password"
        minLength={10}
        required
        hint={text.passwordHint}
        error={fields.password}
      />
      {Object.keys(fields).length === 0 && <ProblemNote error={signUp.error} />}
      <Button type="submit" variant="primary" size="large" isPending={signUp.isPending}>
        {text.makeAccount}
      </Button>
    </form>
  )
}
