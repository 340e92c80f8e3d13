import { html, raw } from 'hono/html'
import { nextPath } from './browser/next-path.ts'
import { emailField, field, formOf, view } from './fields.ts'
import type { Html } from './fields.ts'
import { renderScripted } from './render.ts'
import type { Visit } from './visit.ts'

/** What a provider's refusal means. Words of a stranger are never shown. */
const providerErrors: Readonly<Record<string, string>> = {
  access_denied: 'Nothing was allowed there, so you are not signed in.',
  email_not_verified: 'Your address is not verified there. Verify it first, or sign up here.',
  account_not_linked:
    'There is an account with your address already. Sign in with its password instead.',
  signup_disabled: 'You have no account here yet, and nobody can make one without an invitation.',
  state_mismatch: 'That sign-in was begun elsewhere, or took too long. Begin again.',
}

const anyProviderError = 'Signing in there did not work. Try again, or take another way.'

export function signInPage({ url, methods, signedInAs }: Visit): Promise<Response> {
  const next = nextPath(url.searchParams.get('next'))
  const error = url.searchParams.get('error')
  const page = {
    title: 'Sign in',
    description: 'Sign in to Galley.',
    body:
      signedInAs === null
        ? body(methods, error)
        : html`<h1>You are signed in</h1>
            <p class="about">As <strong class="given">${signedInAs}</strong>.</p>
            <p class="next"><a class="button" href="${next ?? '/account'}">Go on</a></p>
            <p class="below">Somebody else? <a href="/sign-out">Sign out</a> first.</p>`,
  }
  return renderScripted(signedInAs === null ? { ...page, script: 'sign-in' } : page)
}

const body = (methods: Visit['methods'], error: string | null) => html`
  ${view({ name: 'start', title: 'Sign in', isFirst: true, body: start(methods, error) })}
  ${view({ name: 'factor', title: 'One more step', body: factor })}
  ${view({ name: 'recovery', title: 'Use a recovery code', body: recovery })}
  ${view({ name: 'work', title: 'Your work account', body: work })}
`

function start(methods: Visit['methods'], error: string | null): Html {
  const password = html`${emailField({ autocomplete: 'username webauthn', isFocused: true })}
  ${field({
    id: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'current-password',
    aside: html`<a href="/forgot-password">Forgotten?</a>`,
  })}`
  const refusal = error === null ? '' : (providerErrors[error] ?? anyProviderError)
  return html`
    ${refusal ? html`<p class="notice" role="alert">${refusal}</p>` : ''}
    ${methods.password ? formOf('password-form', '/sign-in', password, 'Sign in') : ''}
    <p class="or"><span>or</span></p>
    <div class="ways">
      ${methods.passkey ? way('id="passkey"', 'Passkey') : ''}
      ${methods.github ? way('data-provider="github"', 'GitHub') : ''}
      ${methods.google ? way('data-provider="google"', 'Google') : ''}
      ${methods.sso ? way('data-goes-to="work"', 'Work account') : ''}
    </div>
    <p class="problem" id="ways-problem" role="alert"></p>
    ${
      methods.signUp === 'open'
        ? html`<p class="below">No account yet? <a href="/sign-up">Make one</a>.</p>`
        : ''
    }
    ${
      methods.isMailDelivering
        ? html`<p class="below">
            Waiting for our mail? <a href="/verify-email">Have a new link sent</a>.
          </p>`
        : ''
    }
  `
}

const way = (attribute: string, label: string) =>
  html`<button type="button" class="button plain" ${raw(attribute)}>${label}</button>`

const trust = (id: string) =>
  html`<label class="check" for="${id}"
    ><input type="checkbox" id="${id}" name="trust_device" /><span
      >Do not ask again in this browser for 30 days</span
    ></label
  >`

const back = (label = 'Back') =>
  html`<button type="button" class="link" data-goes-to="start">${label}</button>`

const factor = html`
  <p class="about">Type the six digits that your authenticator app shows.</p>
  ${formOf(
    'factor-form',
    '/sign-in',
    html`${field({ id: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true })}
    ${trust('trust')}`,
    'Go on',
  )}
  <p class="below">
    <button type="button" class="link" data-goes-to="recovery">Use a recovery code</button>
    ${back()}
  </p>
`

const recovery = html`
  <p class="about">Each of the codes that you wrote down lets you in once.</p>
  ${formOf(
    'recovery-form',
    '/sign-in',
    html`${field({ id: 'recovery_code', label: 'Recovery code', autocomplete: 'off' })}
    ${trust('trust-recovery')}`,
    'Go on',
  )}
  <p class="below">
    <button type="button" class="link" data-goes-to="factor">Use the app</button> ${back()}
  </p>
`

const work = html`
  <p class="about">Your address tells us where your organisation signs you in.</p>
  ${formOf('work-form', '/sign-in', emailField({ id: 'work_email', label: 'Work e-mail', autocomplete: 'email' }), 'Go on')}
  <p class="below">${back()}</p>
`
