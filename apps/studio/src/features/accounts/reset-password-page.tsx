import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { messages } from './messages.ts'
import { AccountFrame } from './parts/account-frame.tsx'
import { useTokenOnce } from './parts/token.ts'

/** A new password, by the link of a mail. */
export function ResetPasswordPage() {
  const text = useMessages(messages)
  const token = useTokenOnce()
  const reset = useMutation({
    mutationFn: (password: string) =>
      call('POST /auth/password/reset', { token: token!, password }),
  })
  if (token === null) {
    return (
      <AccountFrame title={text.linkOver} text={text.linkOverText}>
        <LinkButton to="/forgot-password">{text.forgotTitle}</LinkButton>
      </AccountFrame>
    )
  }
  if (reset.isSuccess) {
    return (
      <AccountFrame title={text.resetTitle}>
        <Callout tone="success">{text.resetDone}</Callout>
        <LinkButton to="/sign-in" variant="primary" size="large">
          {text.signIn}
        </LinkButton>
      </AccountFrame>
    )
  }
  const fields = fieldErrors(reset.error)
  return (
    <AccountFrame title={text.resetTitle}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          reset.mutate(String(new FormData(event.currentTarget).get('password')))
        }}
      >
        <PasswordField
          label={text.newPassword}
          name="password"
          autoComplete="new-password"
          minLength={10}
          required
          hint={text.passwordHint}
          error={fields.password}
        />
        {!fields.password && <ProblemNote error={reset.error} />}
        <Button type="submit" variant="primary" size="large" isPending={reset.isPending}>
          {text.setPassword}
        </Button>
      </form>
    </AccountFrame>
  )
}
