import { call } from './api.ts'
import { onPress, onSubmit } from './form.ts'
import { byId, write } from './page.ts'

interface Workspace {
  name: string
  you: { role: string | null; permissions: string[] }
}

let workspace: Workspace | null = null
let isReady = false

/** A key for programs, in the workspace that they are in: within what they may there themselves. */
export async function showKeys(): Promise<void> {
  prepare()
  const answer = await call<Workspace>('GET', '/workspace')
  workspace = answer.isOk ? answer.value : null
  const mayMake = workspace?.you.permissions.includes('keys.write') ?? false
  byId('key-form').hidden = !mayMake
  byId('key-made').hidden = true
  write('key-workspace', workspace?.name ?? '')
  byId('keys-about').hidden = workspace === null
  byId('keys-told').textContent = !answer.isOk
    ? answer.problem
    : mayMake
      ? ''
      : 'Your role here makes no keys. Ask an admin of the workspace for one.'
}

function prepare(): void {
  if (isReady) return
  isReady = true
  const form = byId<HTMLFormElement>('key-form')
  onSubmit<{ key: string }>(form, {
    send: ({ name, reach }) =>
      call('POST', '/api-keys', { name, permissions: permissionsFor(reach) }),
    done({ key }) {
      form.reset()
      form.hidden = true
      write('key', key)
      byId('key-made').hidden = false
      byId('key-made').focus()
    },
  })
  const told = byId('key-copied')
  onPress(byId<HTMLButtonElement>('copy-key'), told, async () => {
    const key = byId('key').textContent
    const isCopied = await navigator.clipboard.writeText(key).then(
      () => true,
      () => false,
    )
    return isCopied ? 'Copied.' : 'This browser does not let us copy. Select the key instead.'
  })
  byId('another-key').addEventListener('click', () => {
    write('key', '')
    byId('key-made').hidden = true
    form.hidden = false
    byId('key-name').focus()
  })
}

function permissionsFor(reach: string | undefined): string[] {
  const own = workspace?.you.permissions ?? []
  if (reach === 'read') return own.filter((permission) => permission.endsWith('.read'))
  return workspace?.you.role === 'owner' ? ['*'] : own
}
