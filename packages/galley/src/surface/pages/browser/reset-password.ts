import { call } from './api.ts'
import { onSubmit, showPasswordToggles } from './form.ts'
import { byId, forgetFragment, fragmentValue, readAgainOnNewLink, showView, write } from './page.ts'

const token = fragmentValue('token')
readAgainOnNewLink()

onSubmit(byId<HTMLFormElement>('reset-form'), {
  send: ({ password }) => call('POST', '/auth/password/reset', { token, password }),
  done() {
    forgetFragment()
    showView('done')
  },
  refused({ code, problem }) {
    if (code !== 'link_invalid') return false
    write('reason', problem)
    showView('over')
    return true
  },
})

showPasswordToggles()
showView(token ? 'start' : 'over')
