import { close } from './account-person.ts'
import { showSessions } from './account-sessions.ts'
import type { Account } from './account-types.ts'
import { call } from './api.ts'
import { onSubmit } from './form.ts'
import { byId, make, write } from './page.ts'

interface Setup {
  otpauth_uri: string
  recovery_codes: string[]
}

/** Codes of an authenticator app beside the password. */
export function showTwoFactor({ two_factor: state, has_password: hasPassword }: Account): void {
  const told = byId('factor-told')
  present(state.is_enabled, hasPassword)

  const start = byId<HTMLFormElement>('factor-start-form')
  onSubmit<Setup>(start, {
    send: ({ current_password }) => call('POST', '/account/two-factor', { current_password }),
    async done({ otpauth_uri: uri, recovery_codes: codes }) {
      const { qrCode } = await import('./qr.ts')
      start.reset()
      byId('factor-qr').replaceChildren(qrCode(uri))
      write('otpauth', new URL(uri).searchParams.get('secret') ?? '')
      byId<HTMLAnchorElement>('otpauth-link').href = uri
      showRecoveryCodes(codes)
      byId('factor-begin').hidden = true
      byId('factor-setup').hidden = false
      byId('factor-setup').focus()
    },
  })

  const confirm = byId<HTMLFormElement>('factor-confirm-form')
  onSubmit(confirm, {
    send: ({ code }) => call('POST', '/account/two-factor/confirm', { code }),
    async done() {
      confirm.reset()
      forgetSetup()
      present(true, hasPassword)
      told.textContent = 'Two-factor sign-in is on. Every other browser was signed out.'
      await showSessions()
    },
  })

  const renew = byId<HTMLFormElement>('factor-renew-form')
  onSubmit<Pick<Setup, 'recovery_codes'>>(renew, {
    send: ({ current_password }) =>
      call('POST', '/account/two-factor/recovery-codes', { current_password }),
    async done({ recovery_codes: codes }) {
      close(renew)
      showRecoveryCodes(codes)
      told.textContent = 'These are your new recovery codes. Those before do not work any more.'
      await showSessions()
    },
  })

  const disable = byId<HTMLFormElement>('factor-disable-form')
  onSubmit(disable, {
    send: ({ current_password }) =>
      call('POST', '/account/two-factor/disable', { current_password }),
    async done() {
      close(disable)
      forgetSetup()
      present(false, hasPassword)
      told.textContent = 'Two-factor sign-in is off. Every other browser was signed out.'
      await showSessions()
    },
  })
}

function present(isOn: boolean, hasPassword: boolean): void {
  write('factor', isOn ? 'On' : 'Off')
  byId('factor').dataset.state = isOn ? 'ok' : 'open'
  byId('factor-begin').hidden = isOn || !hasPassword
  byId('factor-impossible').hidden = isOn || hasPassword
  byId('factor-on').hidden = !isOn
}

function showRecoveryCodes(codes: readonly string[]): void {
  const items = codes.map((code) => make('li', {}, make('code', { textContent: code })))
  byId('recovery-codes').replaceChildren(...items)
  byId('recovery').hidden = false
}

/** What has been written down by now is not left lying about; the codes stay until the next visit. */
function forgetSetup(): void {
  byId('factor-setup').hidden = true
  byId('factor-qr').replaceChildren()
  write('otpauth', '')
  byId<HTMLAnchorElement>('otpauth-link').removeAttribute('href')
}
