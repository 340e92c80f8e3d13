import { html } from 'hono/html'
import { keysSection } from './account-keys-section.ts'
import { securitySection } from './account-security-section.ts'
import { currentPassword, emailField, field, formOf, slot } from './fields.ts'
import type { Html } from './fields.ts'
import { renderScripted } from './render.ts'
import type { Visit } from './visit.ts'

/** Whoever is signed in, to themselves. All of it is the API's; a script asks for it and shows it. */
export function accountPage({ methods, signedInAs }: Visit): Promise<Response> {
  if (signedInAs === null) {
    const headers = { location: '/sign-in?next=/account', 'cache-control': 'no-store' }
    return Promise.resolve(new Response(null, { status: 303, headers }))
  }
  return renderScripted({
    title: 'Your account',
    description: 'Your account, your workspaces and how you sign in.',
    script: 'account',
    isWide: true,
    body: html`
      <div class="heading">
        <h1>Your account</h1>
        <button type="button" class="small plain" id="sign-out">Sign out</button>
      </div>
      <p class="problem" id="sign-out-problem" role="alert"></p>
      <p class="about" id="loading" role="status">Loading…</p>
      <div id="loaded" hidden>
        ${person(methods.isMailDelivering)} ${workspaces} ${keysSection} ${securitySection}
        ${sessions}
      </div>
    `,
  })
}

const person = (isMailDelivering: boolean): Html => html`
  <section aria-labelledby="person-heading">
    <h2 id="person-heading">You</h2>
    <dl class="facts">
      <div>
        <dt>Name</dt>
        <dd>${slot('name')}</dd>
      </div>
      <div>
        <dt>E-mail</dt>
        <dd>
          ${slot('email')} <span class="badge" id="verified" data-text="verified"></span>
          <button
            type="button"
            class="link"
            id="resend"
            data-delivers="${String(isMailDelivering)}"
          >
            Send the link again
          </button>
        </dd>
      </div>
    </dl>
    <p class="told" id="person-told" role="status"></p>
    <details>
      <summary>Change your name</summary>
      ${formOf('name-form', '/account', field({ id: 'name', label: 'Name', autocomplete: 'name' }), 'Save')}
    </details>
    <details>
      <summary>Use another address</summary>
      ${formOf(
        'email-form',
        '/account',
        html`${emailField({ label: 'New e-mail', autocomplete: 'email' })}
        ${currentPassword('email-password')}`,
        'Change it',
      )}
    </details>
  </section>
`

const workspaces = html`
  <section aria-labelledby="workspaces-heading">
    <h2 id="workspaces-heading" tabindex="-1">Workspaces</h2>
    <ul class="rows" id="workspaces"></ul>
    <p class="none" id="workspaces-none" hidden>
      You are in none yet. Open an invitation, or make one of your own.
    </p>
    <p class="told" id="workspaces-told" role="status"></p>
    <details>
      <summary>Make a workspace</summary>
      ${formOf(
        'workspace-form',
        '/account',
        field({ id: 'workspace', label: 'What it is called', autocomplete: 'off' }),
        'Make it',
      )}
    </details>
  </section>
`

const sessions = html`
  <section aria-labelledby="sessions-heading">
    <h2 id="sessions-heading" tabindex="-1">Where you are signed in</h2>
    <ul class="rows" id="sessions"></ul>
    <p class="told" id="sessions-told" role="status"></p>
    <button type="button" class="small plain" id="end-others" hidden>
      Sign out everywhere else
    </button>
  </section>
`
