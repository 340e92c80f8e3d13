import { call } from './api.ts'
import { onSubmit } from './form.ts'
import { byId, showView, write } from './page.ts'

onSubmit(byId<HTMLFormElement>('forgot-form'), {
  send: ({ email }) => call('POST', '/auth/password/forgot', { email }),
  done(_, { email }) {
    write('email', email!)
    showView('mail')
  },
})
