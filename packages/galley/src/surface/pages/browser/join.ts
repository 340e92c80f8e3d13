import { call } from './api.ts'
import { onPress } from './form.ts'
import type { Preview } from './invitation-preview.ts'
import { byId, day, forgetFragment, readAgainOnNewLink, showView, write } from './page.ts'
import { forgetInvitation, keepInvitation, keptInvitation } from './pending-invitation.ts'

const inLink = location.hash.slice(1)
const token = inLink || keptInvitation()
readAgainOnNewLink()

if (token) await show(token)
else showView('over')

async function show(token: string): Promise<void> {
  const preview = await call<Preview>('POST', '/invitations/preview', { token })
  if (!preview.isOk) {
    const isOver = preview.status >= 400 && preview.status < 500 && preview.status !== 429
    if (isOver) forgetInvitation()
    write('reason', preview.problem)
    showView('over')
    return
  }
  const { value } = preview
  keepInvitation(token)
  write('workspace', value.workspace_name)
  write('inviter', value.invited_by ?? 'A program of the workspace')
  write('role', value.role_name)
  write('until', day(value.expires_at))
  const account = await call<{ user: { email: string } }>('GET', '/account')
  if (account.isOk) offer(token, value, account.value.user.email)
  else offerAccount(token, value)
}

/** They are signed in: as whom it was meant for, or as somebody else. */
function offer(token: string, preview: Preview, own: string): void {
  write('own', own)
  if (preview.email !== null && preview.email !== own) {
    write('address', preview.email)
    showView('other')
    return
  }
  showView('start')
  onPress(byId<HTMLButtonElement>('accept'), byId('accept-problem'), async () => {
    const answer = await call('POST', '/invitations/accept', { token })
    if (!answer.isOk && answer.code !== 'already_member') return answer
    forgetInvitation()
    forgetFragment()
    await call('POST', `/workspaces/${encodeURIComponent(preview.workspace_id)}/switch`, {})
    showView('done')
    return null
  })
}

function offerAccount(token: string, { email, needs_account: needsAccount }: Preview): void {
  byId<HTMLAnchorElement>('make-account').href = `/sign-up#invitation=${encodeURIComponent(token)}`
  write('address', email ?? 'whoever has this link')
  byId('make-account').hidden = needsAccount === false
  byId('have-account').hidden = needsAccount === true
  byId('have-account').className = needsAccount === false ? 'button' : 'button plain'
  showView('stranger')
}
