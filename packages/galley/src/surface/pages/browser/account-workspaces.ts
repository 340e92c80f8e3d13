import { showKeys } from './account-keys.ts'
import { call } from './api.ts'
import { onPress, onSubmit } from './form.ts'
import { byId, make } from './page.ts'
import { close } from './account-person.ts'

interface Workspace {
  id: string
  name: string
  role_name: string
  is_current: boolean
  deleted_at: string | null
}

let isReady = false

/** Where they belong, and as what. */
export async function showWorkspaces(): Promise<void> {
  const told = byId('workspaces-told')
  if (!isReady) {
    isReady = true
    const form = byId<HTMLFormElement>('workspace-form')
    onSubmit<{ id: string }>(form, {
      send: ({ workspace }) => call('POST', '/workspaces', { name: workspace }),
      async done({ id }) {
        close(form)
        await switchTo(id)
      },
    })
  }
  const answer = await call<{ items: Workspace[] }>('GET', '/workspaces?limit=100')
  if (!answer.isOk) {
    told.textContent = answer.problem
    return
  }
  byId('workspaces').replaceChildren(...answer.value.items.map(row))
  byId('workspaces-none').hidden = answer.value.items.length > 0
}

function row({ id, name, role_name: role, is_current: isCurrent, deleted_at: gone }: Workspace) {
  const about = make('small', { textContent: gone ? `${role}, deleted` : role })
  const item = make('li', {}, make('div', {}, make('strong', { textContent: name }), about))
  if (isCurrent) {
    const badge = make('span', { className: 'badge', textContent: 'You are here' })
    badge.dataset.state = 'ok'
    item.append(badge)
  } else if (!gone) {
    const button = make('button', {
      type: 'button',
      className: 'small plain',
      textContent: 'Switch',
    })
    button.ariaLabel = `Switch to ${name}`
    onPress(button, byId('workspaces-told'), () => switchTo(id))
    item.append(button)
  }
  return item
}

async function switchTo(id: string) {
  const answer = await call('POST', `/workspaces/${encodeURIComponent(id)}/switch`, {})
  if (!answer.isOk) return answer
  await settled(id)
  await Promise.all([showWorkspaces(), showKeys()])
  byId('workspaces-heading').focus()
  return null
}

/** Who is asking is remembered for up to a second, so the switch may not be seen at once. */
async function settled(id: string): Promise<void> {
  for (let tries = 0; tries < 15; tries++) {
    const answer = await call<{ id: string }>('GET', '/workspace')
    if (!answer.isOk || answer.value.id === id) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
