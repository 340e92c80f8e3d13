import { call } from './api.ts'
import { onPress, onSubmit, showPasswordToggles } from './form.ts'
import type { Preview } from './invitation-preview.ts'
import { nextPath } from './next-path.ts'
import { byId, fragmentValue, readAgainOnNewLink, showView, write } from './page.ts'
import { keepInvitation } from './pending-invitation.ts'

const invitation = fragmentValue('invitation')
const next =
  nextPath(new URLSearchParams(location.search).get('next')) ?? (invitation ? '/join' : '/account')

const form = byId<HTMLFormElement>('sign-up-form')
const email = byId<HTMLInputElement>('email')

onSubmit<{ status: 'verify_email' | 'sign_in' }>(form, {
  send: ({ name, email, password }) =>
    call('POST', '/auth/sign-up', {
      name,
      email,
      password,
      ...(invitation && { invitation }),
    }),
  async done({ status }, { email, password }) {
    if (invitation) keepInvitation(invitation)
    if (status === 'verify_email') {
      write('email', email!)
      return showView('mail')
    }
    // Nobody has to confirm anything here, so they are as good as in.
    const answer = await call<{ status: string }>('POST', '/auth/sign-in', { email, password })
    const isIn = answer.isOk && answer.value.status === 'signed_in'
    location.assign(isIn ? next : `/sign-in?next=${encodeURIComponent(next)}`)
  },
})

const told = byId('mail-told')
onPress(byId<HTMLButtonElement>('resend'), told, async () => {
  const answer = await call('POST', '/auth/verification', { email: email.value })
  return answer.isOk ? 'We sent it once more. It may take a minute.' : answer
})

showPasswordToggles()
readAgainOnNewLink()
if (invitation) await prepareFor(invitation)

/** Who was invited by mail needs an account with just that address. */
async function prepareFor(token: string): Promise<void> {
  const preview = await call<Preview>('POST', '/invitations/preview', { token })
  if (!preview.isOk) {
    write('invitation', preview.problem)
    return
  }
  const { workspace_name, email: address } = preview.value
  write('invitation', `You are invited to “${workspace_name}”. First, your account:`)
  if (address !== null) {
    email.value = address
    email.readOnly = true
  }
  showView('start')
}
