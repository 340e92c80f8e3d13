import { call } from './api.ts'
import { onPress } from './form.ts'
import { byId, day, make } from './page.ts'

interface Session {
  id: string
  device: string
  client_address: string | null
  is_current: boolean
  created_at: string
  last_active_at: string
}

let isReady = false

/** Where they are signed in. Asked anew whenever something has ended sessions. */
export async function showSessions(): Promise<void> {
  const told = byId('sessions-told')
  if (!isReady) {
    isReady = true
    onPress(byId<HTMLButtonElement>('end-others'), told, async () => {
      const answer = await call<{ ended: number }>('DELETE', '/account/sessions')
      if (!answer.isOk) return answer
      await showSessions()
      byId('sessions-heading').focus()
      return null
    })
  }
  const answer = await call<{ items: Session[] }>('GET', '/account/sessions')
  if (!answer.isOk) {
    told.textContent = answer.problem
    return
  }
  byId('sessions').replaceChildren(...answer.value.items.map(row))
  byId('end-others').hidden = answer.value.items.length < 2
}

function row(session: Session): HTMLElement {
  const { id, device, client_address: address, is_current: isCurrent } = session
  const about = [address, `since ${day(session.created_at)}`, `used ${day(session.last_active_at)}`]
  const text = about.filter((part) => part !== null).join(', ')
  const name = make('strong', { textContent: device })
  const item = make('li', {}, make('div', {}, name, make('small', { textContent: text })))
  if (isCurrent) {
    const badge = make('span', { className: 'badge', textContent: 'This browser' })
    badge.dataset.state = 'ok'
    item.append(badge)
    return item
  }
  const button = make('button', {
    type: 'button',
    className: 'small plain',
    textContent: 'Sign out',
  })
  button.ariaLabel = `Sign out ${device}`
  onPress(button, byId('sessions-told'), async () => {
    const answer = await call('DELETE', `/account/sessions/${encodeURIComponent(id)}`)
    if (!answer.isOk && answer.status !== 404) return answer
    await showSessions()
    byId('sessions-heading').focus()
    return null
  })
  item.append(button)
  return item
}
