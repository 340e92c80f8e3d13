import { html } from 'hono/html'
import { emailField, formOf, newPassword, sentence, slot, view } from './fields.ts'
import { renderScripted } from './render.ts'

export function forgotPasswordPage(): Promise<Response> {
  const title = 'A new password'
  return renderScripted({
    title,
    description: 'Asks for a link to set a new password.',
    script: 'forgot-password',
    body: html`
      ${view({
        name: 'start',
        title,
        isFirst: true,
        body: html`<p class="about">We send you a link with which you choose one.</p>
          ${formOf('forgot-form', '/forgot-password', emailField({ isFocused: true }), 'Send the link')}
          <p class="below">It came to you again? <a href="/sign-in">Sign in</a>.</p>`,
      })}
      ${view({
        name: 'mail',
        title: 'Look into your mail',
        body: html`<p class="about">
            If ${slot('email')} has an account, a link is on its way there. It works once, for an
            hour.
          </p>
          <p class="below">
            Nothing there? Look among unwanted mail, or
            <a href="/forgot-password">ask again</a>.
          </p>`,
      })}
    `,
  })
}

export function resetPasswordPage(): Promise<Response> {
  const title = 'Choose a new password'
  return renderScripted({
    title,
    description: 'Sets a new password by the link of a mail.',
    script: 'reset-password',
    body: html`
      ${view({
        name: 'start',
        title,
        isFirst: true,
        body: html`<p class="about">With it, you are signed out everywhere else.</p>
          ${formOf('reset-form', '/reset-password', newPassword('password', 'New password'), 'Set it')}`,
      })}
      ${view({
        name: 'done',
        title: 'Your password is set',
        body: html`<p class="about">Sign in with it now.</p>
          <p class="next"><a class="button" href="/sign-in">Sign in</a></p>`,
      })}
      ${view({
        name: 'over',
        title: 'This link does not work',
        body: html`<p class="about">
            ${sentence('reason', 'It was not copied whole. Open it from the mail, or ask for a new one.')}
          </p>
          <p class="next"><a class="button" href="/forgot-password">Ask for a new one</a></p>`,
      })}
    `,
  })
}
