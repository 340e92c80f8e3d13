import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { messages } from '../messages.ts'
import { AccountFrame } from './account-frame.tsx'

/** A link is on its way to an address. */
export function MailSent({ email }: { email: string }) {
  const text = useMessages(messages)
  const { data: methods } = useQuery(query('GET /auth/methods', {}))
  const again = useMutation({ mutationFn: () => call('POST /auth/verification', { email }) })
  return (
    <AccountFrame title={text.mailTitle} text={text.mailText(email)}>
      {methods?.is_mail_delivering === false && (
        <Callout tone="warning">{text.notDelivering}</Callout>
      )}
      <ProblemNote error={again.error} />
      <Button isPending={again.isPending} onClick={() => again.mutate()}>
        {text.mailAgain}
      </Button>
      <p role="status" className="text-sm text-muted">
        {again.isSuccess && text.mailSent}
      </p>
    </AccountFrame>
  )
}
