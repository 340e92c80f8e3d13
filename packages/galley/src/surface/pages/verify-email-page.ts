import { html } from 'hono/html'
import { action, emailField, formOf, sentence, slot, view } from './fields.ts'
import { renderScripted } from './render.ts'
import type { Visit } from './visit.ts'

export function verifyEmailPage({ signedInAs }: Visit): Promise<Response> {
  return renderScripted({
    title: 'Confirm your address',
    description: 'Confirms the e-mail address of an account.',
    script: 'verify-email',
    body: html`
      ${view({
        name: 'start',
        title: 'Confirm your address',
        isFirst: true,
        body: html`<p class="about">You opened the link of our mail. One press, and it is done.</p>
          <div class="next">${action('confirm', 'This address is mine')}</div>`,
      })}
      ${view({
        name: 'done',
        title: 'Thank you',
        body: html`<p class="about">Your address is confirmed.</p>
          <p class="next">
            ${
              signedInAs === null
                ? html`<a class="button" href="/sign-in">Sign in</a>`
                : html`<a class="button" href="/account">Go to your account</a>`
            }
          </p>`,
      })}
      ${view({
        name: 'over',
        title: sentence('over', 'Have a new link sent'),
        body: html`<p class="about">
            ${sentence('reason', 'Each works once, for a day. If yours brought you here, it was not copied whole.')}
          </p>
          ${formOf('resend-form', '/verify-email', emailField(), 'Send a new link')}
          <p class="below">
            Confirmed already? <a href="/sign-in">Sign in</a>. A new address for your account is
            asked for <a href="/account">there</a>.
          </p>`,
      })}
      ${view({
        name: 'mail',
        title: 'Look into your mail',
        body: html`<p class="about">
          If ${slot('email')} has an account that waits for it, a new link is on its way there.
        </p>`,
      })}
    `,
  })
}
