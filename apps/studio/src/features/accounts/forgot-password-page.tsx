import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api/call.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { messages } from './messages.ts'
import { AccountFrame, linkClass } from './parts/account-frame.tsx'

/** Asks for a link to choose a new password; says the same for every address. */
export function ForgotPasswordPage() {
  const text = useMessages(messages)
  const ask = useMutation({
    async mutationFn(email: string) {
      await call('POST /auth/password/forgot', { email })
      return email
    },
  })
  return (
    <AccountFrame
      title={text.forgotTitle}
      text={text.forgotText}
      footer={
        <Link to="/sign-in" className={linkClass}>
          {text.back}
        </Link>
      }
    >
      {ask.isSuccess && <Callout tone="success">{text.forgotDone(ask.data)}</Callout>}
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate(String(new FormData(event.currentTarget).get('email')))
        }}
      >
        <TextField label={text.email} name="email" type="email" autoComplete="username" required />
        <ProblemNote error={ask.error} />
        <Button type="submit" variant="primary" size="large" isPending={ask.isPending}>
          {text.sendLink}
        </Button>
      </form>
    </AccountFrame>
  )
}
