import { call } from './api.ts'
import { onPress } from './form.ts'
import { byId, showView } from './page.ts'
import { forgetInvitation } from './pending-invitation.ts'

onPress(byId<HTMLButtonElement>('sign-out'), byId('sign-out-problem'), async () => {
  const answer = await call('POST', '/auth/sign-out')
  if (!answer.isOk) return answer
  forgetInvitation()
  showView('done')
  return null
})
