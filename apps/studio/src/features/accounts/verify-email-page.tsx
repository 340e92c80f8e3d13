import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Callout } from '../../ui/callout.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'
import { AccountFrame } from './parts/account-frame.tsx'
import { useTokenOnce } from './parts/token.ts'

/** Where the link of a mail leads: the address is somebody's own. */
export function VerifyEmailPage() {
  const text = useMessages(messages)
  const token = useTokenOnce()
  const confirm = useQuery({
    queryKey: ['verify-email', token],
    enabled: token !== null,
    staleTime: Infinity,
    retry: false,
    queryFn: async () => {
      await call('POST /auth/verification/confirm', { token: token! })
      return true
    },
  })
  if (token === null || confirm.isError) {
    return (
      <AccountFrame title={text.linkOver}>
        <Callout tone="warning">
          {confirm.error ? (confirm.error as Error).message : text.linkOverText}
        </Callout>
        <LinkButton to="/sign-in">{text.signIn}</LinkButton>
      </AccountFrame>
    )
  }
  return (
    <AccountFrame title={confirm.isSuccess ? text.verifyDone : text.verifyTitle}>
      {confirm.isSuccess ? (
        <LinkButton to="/" variant="primary" size="large">
          {text.toStudio}
        </LinkButton>
      ) : (
        <SkeletonText lines={2} />
      )}
    </AccountFrame>
  )
}
