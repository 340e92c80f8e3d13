import { html } from 'hono/html'
import { action, sentence, slot, view } from './fields.ts'
import { renderScripted } from './render.ts'

const facts = html`<dl class="facts">
  <div>
    <dt>Workspace</dt>
    <dd>${slot('workspace')}</dd>
  </div>
  <div>
    <dt>Role</dt>
    <dd>${slot('role')}</dd>
  </div>
  <div>
    <dt>Invited by</dt>
    <dd>${slot('inviter')}</dd>
  </div>
  <div>
    <dt>Good until</dt>
    <dd>${slot('until')}</dd>
  </div>
</dl>`

/** The token stands in the fragment, so the server does not know whose invitation it shows. */
export function joinPage(): Promise<Response> {
  const title = 'You are invited'
  return renderScripted({
    title,
    description: 'Accept an invitation to a workspace.',
    script: 'join',
    body: html`
      ${view({
        name: 'loading',
        title,
        isFirst: true,
        body: html`<p class="about" role="status">Reading the invitation…</p>`,
      })}
      ${view({
        name: 'start',
        title,
        body: html`${facts}
          <div class="next">${action('accept', 'Accept')}</div>
          <p class="below">
            As ${slot('own')}. Somebody else? <a href="/sign-out">Sign out</a> first.
          </p>`,
      })}
      ${view({
        name: 'stranger',
        title,
        body: html`${facts}
          <p class="about">It is for ${slot('address')}. Who are you?</p>
          <div class="next choices">
            <a class="button" id="make-account" href="/sign-up">Make an account</a>
            <a class="button plain" id="have-account" href="/sign-in?next=/join">Sign in</a>
          </div>`,
      })}
      ${view({
        name: 'other',
        title: 'For another address',
        body: html`${facts}
          <p class="about">
            This invitation is for ${slot('address')}, and you are signed in as ${slot('own')}. Sign
            out and come back with the account of that address, or ask for an invitation to yours.
          </p>
          <p class="next"><a class="button" href="/sign-out">Sign out</a></p>`,
      })}
      ${view({
        name: 'done',
        title: 'You are in',
        body: html`<p class="about">Welcome to ${slot('workspace')}.</p>
          <p class="next"><a class="button" href="/account">Go on</a></p>`,
      })}
      ${view({
        name: 'over',
        title: 'This invitation does not work',
        body: html`<p class="about">
            ${sentence('reason', 'The link was not copied whole. Open it from the mail, or ask whoever invited you for a new one.')}
          </p>
          <p class="next"><a class="button plain" href="/account">Go to your account</a></p>`,
      })}
    `,
  })
}
