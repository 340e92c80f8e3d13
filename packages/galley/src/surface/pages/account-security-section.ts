import { html } from 'hono/html'
import { currentPassword, field, formOf, newPassword } from './fields.ts'

const password = html`
  <h3>Password</h3>
  <p class="told" id="password-told" role="status"></p>
  <div id="password-first" hidden>
    <p class="note">You have none: you sign in another way.</p>
    <button type="button" class="small plain" id="set-password">Send me a link to set one</button>
  </div>
  <details id="password-change">
    <summary>Change your password</summary>
    ${formOf(
      'password-form',
      '/account',
      html`${currentPassword('old-password')} ${newPassword('new-password', 'New password')}`,
      'Change it',
    )}
  </details>
`

const setup = html`
  <div
    class="made"
    id="factor-setup"
    tabindex="-1"
    role="group"
    aria-labelledby="factor-title"
    hidden
  >
    <p id="factor-title"><strong>Scan this with your authenticator app.</strong></p>
    <div class="scan">
      <div class="qr" id="factor-qr"></div>
      <div>
        <p>
          No camera? Type this in, or <a id="otpauth-link">open it in an app of this device</a>.
        </p>
        <p class="secret"><code data-text="otpauth"></code></p>
      </div>
    </div>
    ${formOf(
      'factor-confirm-form',
      '/account',
      field({
        id: 'factor-code',
        name: 'code',
        label: 'The six digits that it shows',
        autocomplete: 'one-time-code',
        isCode: true,
      }),
      'Switch it on',
    )}
  </div>
`

const twoFactor = html`
  <h3>Two-factor sign-in <span class="badge" id="factor" data-text="factor"></span></h3>
  <p class="note">With it, your password alone lets nobody in.</p>
  <p class="told" id="factor-told" role="status"></p>
  <p class="none" id="factor-impossible" hidden>It stands beside a password. Set one first.</p>
  <details id="factor-begin">
    <summary>Set it up</summary>
    ${formOf('factor-start-form', '/account', currentPassword('factor-start-password'), 'Go on')}
  </details>
  ${setup}
  <div class="made" id="recovery" hidden>
    <p>
      <strong>Write these recovery codes down.</strong> Each lets you in once, should you lose the
      app. They are not shown again.
    </p>
    <ul class="codes" id="recovery-codes"></ul>
  </div>
  <div id="factor-on" hidden>
    <details>
      <summary>New recovery codes</summary>
      ${formOf('factor-renew-form', '/account', currentPassword('factor-renew-password'), 'Make them')}
    </details>
    <details>
      <summary>Switch it off</summary>
      ${formOf('factor-disable-form', '/account', currentPassword('factor-disable-password'), 'Switch it off')}
    </details>
  </div>
`

const passkeys = html`
  <h3>Passkeys</h3>
  <p class="note">Your device checks that it is you. No password, no code.</p>
  <ul class="rows" id="passkeys"></ul>
  <p class="none" id="passkeys-none" hidden>You have none yet.</p>
  <p class="told" id="passkeys-told" role="status"></p>
  <button type="button" class="small plain" id="add-passkey">Add a passkey</button>
`

export const securitySection = html`
  <section aria-labelledby="security" class="security">
    <h2 id="security" tabindex="-1">How you sign in</h2>
    ${password} ${twoFactor} ${passkeys}
  </section>
`
