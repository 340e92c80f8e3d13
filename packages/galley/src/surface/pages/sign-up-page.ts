import { html } from 'hono/html'
import { emailField, field, formOf, newPassword, slot, view } from './fields.ts'
import type { Html } from './fields.ts'
import { renderScripted } from './render.ts'
import type { Visit } from './visit.ts'

export function signUpPage({ methods, signedInAs }: Visit): Promise<Response> {
  const description = 'Make a Galley account.'
  if (signedInAs !== null) {
    return renderScripted({
      title: 'You have an account',
      description,
      body: html`<h1>You have an account</h1>
        <p class="about">You are signed in as <strong class="given">${signedInAs}</strong>.</p>
        <p class="next"><a class="button" href="/account">Go to your account</a></p>
        <p class="below">Somebody else? <a href="/sign-out">Sign out</a> first.</p>`,
    })
  }
  const isOpen = methods.signUp === 'open'
  const title = methods.isEmpty ? 'Make the first account' : 'Make an account'
  return renderScripted({
    title,
    description,
    script: 'sign-up',
    body: html`
      ${isOpen ? '' : refusal(methods.signUp)}
      ${view({ name: 'start', title, isFirst: isOpen, body: start(methods) })}
      ${view({ name: 'mail', title: 'Look into your mail', body: mail })}
    `,
  })
}

function start({ isEmpty, isMailDelivering }: Visit['methods']): Html {
  const about = isEmpty
    ? 'Nobody has one here yet, so the first workspace will be yours.'
    : isMailDelivering
      ? 'We send you a link, to see that the address is yours.'
      : 'You are in at once.'
  const fields = html`${field({ id: 'name', label: 'Name', autocomplete: 'name' })} ${emailField()}
  ${newPassword()}`
  return html`
    <p class="about" data-text="invitation" aria-live="polite">${about}</p>
    ${formOf('sign-up-form', '/sign-up', fields, 'Make the account')}
    <p class="below">${isEmpty ? '' : html`Have one already? <a href="/sign-in">Sign in</a>.`}</p>
  `
}

/** In the place of the form, until an invitation shows that. */
const refusal = (signUp: string) =>
  view({
    name: 'refused',
    title: signUp === 'closed' ? 'No new accounts' : 'By invitation',
    isFirst: true,
    body: html`<p class="about" data-text="invitation" aria-live="polite">
        ${
          signUp === 'closed'
            ? 'Nobody can make an account here by themselves. Ask whoever runs this installation.'
            : 'An account here needs an invitation. Ask an admin of a workspace for one, and open its link.'
        }
      </p>
      <p class="below">Have an account already? <a href="/sign-in">Sign in</a>.</p>`,
  })

const mail = html`
  <p class="about">
    We sent a link to ${slot('email', 'your address')}. Open it within a day, and then sign in.
  </p>
  <p class="next">
    <button type="button" class="button plain" id="resend">Send it again</button>
  </p>
  <p class="told" id="mail-told" role="status"></p>
  <p class="below">
    Nothing there? Look among unwanted mail. Wrong address? <a href="/sign-up">Begin again</a>.
  </p>
`
