import { useMutation } from '@tanstack/react-query'
import { call } from '../../../api/call.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../messages.ts'
import { AccountFrame } from './account-frame.tsx'

interface WorkSignInProps {
  next: string | undefined
  onBack: () => void
}

/** By the identity provider of somebody's organisation, found by their address. */
export function WorkSignIn({ next, onBack }: WorkSignInProps) {
  const text = useMessages(messages)
  const start = useMutation({
    async mutationFn(email: string) {
      const { redirect_url: url } = await call('POST /auth/sso', { email, return_to: next ?? '/' })
      // An address that our own server made; still, never a script.
      if (/^https?:$/.test(new URL(url).protocol)) location.assign(url)
    },
  })
  return (
    <AccountFrame
      title={text.withSso}
      text={text.ssoText}
      footer={
        <Button variant="quiet" size="small" onClick={onBack}>
          {text.back}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate(String(new FormData(event.currentTarget).get('email')))
        }}
      >
        <TextField
          label={text.workEmail}
          name="email"
          type="email"
          autoComplete="email"
          required
          autoFocus
        />
        <ProblemNote error={start.error} />
        <Button type="submit" variant="primary" size="large" isPending={start.isPending}>
          {text.goOn}
        </Button>
      </form>
    </AccountFrame>
  )
}
