import { call } from './api.ts'
import { onPress, onSubmit } from './form.ts'
import { byId, forgetFragment, fragmentValue, readAgainOnNewLink, showView, write } from './page.ts'

const token = fragmentValue('token')
readAgainOnNewLink()

// By a press, not at once: what looks through mail for its owner opens links too.
onPress(byId<HTMLButtonElement>('confirm'), byId('confirm-problem'), async () => {
  const answer = await call('POST', '/auth/verification/confirm', { token })
  if (answer.isOk) {
    forgetFragment()
    showView('done')
    return null
  }
  if (answer.status === 0 || answer.status === 429 || answer.status >= 500) return answer
  write('over', 'This link does not work')
  write('reason', answer.problem)
  showView('over')
  return null
})

onSubmit(byId<HTMLFormElement>('resend-form'), {
  send: ({ email }) => call('POST', '/auth/verification', { email }),
  done(_, { email }) {
    write('email', email!)
    showView('mail')
  },
})

showView(token ? 'start' : 'over')
