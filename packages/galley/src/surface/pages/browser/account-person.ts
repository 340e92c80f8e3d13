import type { Account } from './account-types.ts'
import { call } from './api.ts'
import { onPress, onSubmit } from './form.ts'
import { byId, write } from './page.ts'

/** What they are called, and under which address. */
export function showPerson(account: Account): void {
  let { email } = account.user
  const told = byId('person-told')
  const present = ({ user }: Account) => {
    email = user.email
    write('name', user.name)
    write('email', user.email)
    write('verified', user.email_verified ? 'Confirmed' : 'Not confirmed yet')
    byId('verified').dataset.state = user.email_verified ? 'ok' : 'open'
    // Where no mail is delivered, nothing can be confirmed.
    const isDelivering = byId('resend').dataset.delivers === 'true'
    byId('verified').hidden = !user.email_verified && !isDelivering
    byId('resend').hidden = user.email_verified || !isDelivering
    byId<HTMLInputElement>('name').value = user.name
  }
  present(account)

  onPress(byId<HTMLButtonElement>('resend'), told, async () => {
    const answer = await call('POST', '/auth/verification', { email })
    return answer.isOk ? 'We sent the link. It may take a minute.' : answer
  })

  const nameForm = byId<HTMLFormElement>('name-form')
  onSubmit<Account>(nameForm, {
    send: ({ name }) => call('PATCH', '/account', { name }),
    done(changed) {
      close(nameForm)
      present(changed)
      told.textContent = 'Your name was changed.'
    },
  })

  const emailForm = byId<HTMLFormElement>('email-form')
  onSubmit<{ status: 'verify_email' | 'changed' }>(emailForm, {
    send: ({ email, current_password }) =>
      call('POST', '/account/email', { email, current_password }),
    async done({ status }, { email }) {
      close(emailForm)
      const changed = await call<Account>('GET', '/account')
      if (changed.isOk) present(changed.value)
      told.textContent =
        status === 'changed'
          ? 'Your address was changed.'
          : `We sent a link to ${email}. It becomes your address when you open it.`
    },
  })
}

/** Empties a form and folds it up. */
export function close(form: HTMLFormElement): void {
  form.reset()
  const fold = form.closest('details')
  if (!fold) return
  fold.open = false
  fold.querySelector('summary')?.focus()
}
