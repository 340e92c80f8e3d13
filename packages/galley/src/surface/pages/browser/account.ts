import { call } from './api.ts'
import { showKeys } from './account-keys.ts'
import { showPasskeys } from './account-passkeys.ts'
import { showPassword } from './account-password.ts'
import { showPerson } from './account-person.ts'
import { showSessions } from './account-sessions.ts'
import { showTwoFactor } from './account-two-factor.ts'
import type { Account } from './account-types.ts'
import { showWorkspaces } from './account-workspaces.ts'
import { onPress, showPasswordToggles } from './form.ts'
import { byId } from './page.ts'
import { forgetInvitation } from './pending-invitation.ts'

const note = byId('loading')
const account = await call<Account>('GET', '/account')
if (account.isOk) await show(account.value)
else if (account.status === 401) location.assign('/sign-in?next=/account')
else note.textContent = account.problem

async function show(account: Account): Promise<void> {
  showPerson(account)
  showPassword(account)
  showTwoFactor(account)
  // Each says beside its own heading what it could not load.
  await Promise.all([showWorkspaces(), showKeys(), showPasskeys(), showSessions()])
  onPress(byId<HTMLButtonElement>('sign-out'), byId('sign-out-problem'), async () => {
    const answer = await call('POST', '/auth/sign-out')
    if (!answer.isOk) return answer
    forgetInvitation()
    location.assign('/sign-out')
    return null
  })
  showPasswordToggles()
  note.hidden = true
  byId('loaded').hidden = false
  const wanted = location.hash === '#security' ? byId('security') : null
  wanted?.scrollIntoView()
  wanted?.focus()
}
