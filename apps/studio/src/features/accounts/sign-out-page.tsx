import { useQuery, useQueryClient } from '@tanstack/react-query'
import { feed } from '../../app/live.ts'
import { call } from '../../api/call.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { messages } from './messages.ts'
import { AccountFrame } from './parts/account-frame.tsx'
import { forgetInvitation } from './parts/token.ts'

/** Ends the session of this browser. */
export function SignOutPage() {
  const text = useMessages(messages)
  const client = useQueryClient()
  const signOut = useQuery({
    queryKey: ['sign-out'],
    staleTime: Infinity,
    retry: false,
    async queryFn() {
      feed.stop()
      await call('POST /auth/sign-out', {})
      forgetInvitation()
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'sign-out' })
      return true
    },
  })
  if (signOut.isError) {
    return (
      <AccountFrame title={text.signOutTitle}>
        <ErrorPanel error={signOut.error} onRetry={() => void signOut.refetch()} />
      </AccountFrame>
    )
  }
  return (
    <AccountFrame
      title={signOut.isSuccess ? text.signedOut : text.signOutTitle}
      text={signOut.isSuccess && text.signedOutText}
    >
      <LinkButton to="/sign-in" variant="primary" size="large">
        {text.signIn}
      </LinkButton>
    </AccountFrame>
  )
}
