import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { ApiError } from '../../api/errors.ts'
import { query } from '../../api/queries.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'
import { AccountFrame } from './parts/account-frame.tsx'
import { forgetInvitation, keepInvitation, keptInvitation, useTokenOnce } from './parts/token.ts'

/** Where an invitation leads: who invites, to what, and the way in. */
export function JoinPage() {
  const text = useMessages(messages)
  const { date } = useFormats()
  const inAddress = useTokenOnce()
  const [token] = useState(() => {
    if (inAddress) keepInvitation(inAddress)
    return inAddress ?? keptInvitation()
  })
  const preview = useQuery({
    ...query('POST /invitations/preview', { token: token ?? '' }),
    enabled: token !== null,
    retry: false,
  })
  const account = useQuery({ ...query('GET /account', {}), retry: false })

  if (token === null || preview.isError) {
    return (
      <AccountFrame title={text.linkOver} text={text.linkOverText}>
        <ProblemNote error={preview.error} />
        <LinkButton to="/sign-in">{text.signIn}</LinkButton>
      </AccountFrame>
    )
  }
  if (!preview.data || account.isPending) {
    return (
      <AccountFrame title="…">
        <SkeletonText lines={3} />
      </AccountFrame>
    )
  }
  const { workspace_name: workspace, invited_by: inviter, role_name: role } = preview.data
  const own = account.data?.user.email
  const isOther = own !== undefined && preview.data.email !== null && preview.data.email !== own
  return (
    <AccountFrame
      title={text.joinTitle(workspace)}
      text={text.joinText(inviter ?? text.joinProgram, role)}
      footer={text.joinUntil(date(preview.data.expires_at))}
    >
      {isOther ? (
        <>
          <Callout tone="warning">{text.joinOther(own, preview.data.email!)}</Callout>
          <LinkButton to="/sign-out">{text.signOut}</LinkButton>
        </>
      ) : own ? (
        <Accept token={token} own={own} workspaceId={preview.data.workspace_id} />
      ) : (
        <>
          {preview.data.needs_account !== false && (
            <LinkButton to="/sign-up" variant="primary" size="large">
              {text.makeAccount}
            </LinkButton>
          )}
          {preview.data.needs_account !== true && (
            <LinkButton to="/sign-in" search={{ next: '/join' }} size="large">
              {text.signIn}
            </LinkButton>
          )}
        </>
      )}
    </AccountFrame>
  )
}

interface AcceptProps {
  token: string
  own: string
  workspaceId: string
}

function Accept({ token, own, workspaceId }: AcceptProps) {
  const text = useMessages(messages)
  const client = useQueryClient()
  const accept = useMutation({
    async mutationFn() {
      try {
        await call('POST /invitations/accept', { token })
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 'already_member')) throw error
      }
      forgetInvitation()
      await call('POST /workspaces/{workspace_id}/switch', { workspace_id: workspaceId })
      client.clear()
      location.assign('/')
    },
  })
  return (
    <>
      <p className="text-sm text-muted">{text.joinAs(own)}</p>
      <ProblemNote error={accept.error} />
      <Button
        variant="primary"
        size="large"
        isPending={accept.isPending}
        onClick={() => accept.mutate()}
      >
        {text.accept}
      </Button>
    </>
  )
}
