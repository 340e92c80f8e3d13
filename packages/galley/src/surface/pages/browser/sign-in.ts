import { call } from './api.ts'
import type { Answer } from './api.ts'
import { onPress, onSubmit, showPasswordToggles, showProblem } from './form.ts'
import { nextPath } from './next-path.ts'
import { byId, showView } from './page.ts'
import { canOfferInAutofill, signInWithPasskey } from './passkey.ts'
import { keptInvitation } from './pending-invitation.ts'

interface SignedIn {
  status: 'signed_in' | 'two_factor_required'
}

const asked = nextPath(new URLSearchParams(location.search).get('next'))
const goOn = () => location.assign(asked ?? (keptInvitation() ? '/join' : '/account'))

const passwordForm = byId<HTMLFormElement>('password-form')
const factorForm = byId<HTMLFormElement>('factor-form')
const recoveryForm = byId<HTMLFormElement>('recovery-form')
const problems = byId('ways-problem')
const autofill = new AbortController()

onSubmit<SignedIn>(passwordForm, {
  send: ({ email, password }) => call('POST', '/auth/sign-in', { email, password }),
  done({ status }) {
    autofill.abort()
    if (status === 'signed_in') return goOn()
    showView('factor')
  },
})

for (const [form, field] of [
  [factorForm, 'code'],
  [recoveryForm, 'recovery_code'],
] as const) {
  onSubmit<SignedIn>(form, {
    send: (values) =>
      call('POST', '/auth/sign-in/two-factor', {
        [field]: values[field]!.trim(),
        trust_device: values.trust_device === 'on',
      }),
    done: goOn,
    refused({ code, problem }) {
      if (code !== 'second_factor_ended') return false
      showView('start')
      showProblem(passwordForm, problem)
      return true
    },
  })
}

onSubmit<{ redirect_url: string }>(byId<HTMLFormElement>('work-form'), {
  send: ({ work_email }) =>
    call('POST', '/auth/sso', { email: work_email, return_to: asked ?? '/account' }),
  done: ({ redirect_url }) => leave(redirect_url),
})

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-provider]')) {
  onPress(button, problems, async () => {
    const answer = await call<{ url: string }>('POST', '/auth/sign-in/social', {
      provider: button.dataset.provider,
      return_to: asked ?? (keptInvitation() ? '/join' : '/account'),
      ...(keptInvitation() && { invitation: keptInvitation() }),
    })
    if (!answer.isOk) return answer
    leave(answer.value.url)
    return null
  })
}

onPress(byId<HTMLButtonElement>('passkey'), problems, async () => {
  autofill.abort()
  return goOnAfter(await signInWithPasskey())
})

for (const link of document.querySelectorAll<HTMLElement>('[data-goes-to]')) {
  link.addEventListener('click', () => {
    const work = byId<HTMLInputElement>('work_email')
    work.value ||= byId<HTMLInputElement>('email').value
    showView(link.dataset.goesTo!)
  })
}

showPasswordToggles()
if (await canOfferInAutofill()) {
  const { signal } = autofill
  const answer = await signInWithPasskey({ isFromAutofill: true, signal })
  if (answer.isOk) goOn()
  else if (answer.code === 'passkey_refused') problems.textContent = answer.problem
}

function goOnAfter(answer: Answer<unknown>) {
  if (!answer.isOk) return answer
  goOn()
  return null
}

/** To a provider: an address that our own server made. */
function leave(address: string): void {
  const { protocol } = new URL(address)
  if (protocol === 'https:' || protocol === 'http:') location.assign(address)
}
