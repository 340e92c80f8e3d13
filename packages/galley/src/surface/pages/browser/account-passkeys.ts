import { call } from './api.ts'
import { onPress } from './form.ts'
import { byId, day, make } from './page.ts'
import { addPasskey } from './passkey.ts'

interface Passkey {
  id: string
  name: string
  is_synced: boolean
  created_at: string
}

let isReady = false

export async function showPasskeys(): Promise<void> {
  const told = byId('passkeys-told')
  if (!isReady) {
    isReady = true
    onPress(byId<HTMLButtonElement>('add-passkey'), told, async () => {
      const answer = await addPasskey()
      if (!answer.isOk) return answer
      await showPasskeys()
      return null
    })
  }
  const answer = await call<{ items: Passkey[] }>('GET', '/account/passkeys')
  if (!answer.isOk) {
    told.textContent = answer.problem
    return
  }
  byId('passkeys').replaceChildren(...answer.value.items.map(row))
  byId('passkeys-none').hidden = answer.value.items.length > 0
}

function row({ id, name, is_synced: isSynced, created_at: since }: Passkey): HTMLElement {
  const button = make('button', { type: 'button', className: 'small plain', textContent: 'Remove' })
  button.ariaLabel = `Remove the passkey ${name}`
  onPress(button, byId('passkeys-told'), async () => {
    const answer = await call('DELETE', `/account/passkeys/${encodeURIComponent(id)}`)
    if (!answer.isOk && answer.status !== 404) return answer
    await showPasskeys()
    byId('add-passkey').focus()
    return null
  })
  const kept = isSynced ? 'on several devices' : 'on one device'
  const about = make('small', { textContent: `${kept}, since ${day(since)}` })
  return make('li', {}, make('div', {}, make('strong', { textContent: name }), about), button)
}
