import { close } from './account-person.ts'
import { showSessions } from './account-sessions.ts'
import type { Account } from './account-types.ts'
import { call } from './api.ts'
import { onPress, onSubmit } from './form.ts'
import { byId } from './page.ts'

/** The password: another one, or, for who came by a provider, a first one. */
export function showPassword({ has_password: hasPassword, user }: Account): void {
  const told = byId('password-told')
  byId('password-change').hidden = !hasPassword
  byId('password-first').hidden = hasPassword

  onPress(byId<HTMLButtonElement>('set-password'), told, async () => {
    const answer = await call('POST', '/auth/password/forgot', { email: user.email })
    return answer.isOk ? 'We sent you a link to set a password.' : answer
  })

  const form = byId<HTMLFormElement>('password-form')
  onSubmit(form, {
    send: ({ current_password, password }) =>
      call('POST', '/account/password', { current_password, password }),
    async done() {
      close(form)
      told.textContent = 'Your password was changed; every other browser was signed out.'
      await showSessions()
    },
  })
}
