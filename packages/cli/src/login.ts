import { spawn } from 'node:child_process'
import { hostname, userInfo } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { ApiError, GalleyError, signInWithDevice } from '../../sdk/src/index.ts'
import type { DeviceCode } from '../../sdk/src/index.ts'
import {
  credentialsPath,
  forgetCredentials,
  keepCredentials,
  readCredentials,
} from './credentials.ts'
import type { Credentials } from './credentials.ts'
import { onInterrupt } from './interrupt.ts'
import { callServer, findServer, readServer } from './server.ts'
import { UserError } from './user-error.ts'

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

interface Whoami {
  user: { id: string; name: string; email: string } | null
  key: { id: string; name: string; start: string; expires_at: string | null } | null
  workspace: { id: string; name: string }
  role: string | null
  permissions: string[]
  project_ids: string[] | null
}

/** Signs in by the browser: shows a code, waits until it is let in, and keeps the key. */
export async function login(options: { server: string; json?: boolean }): Promise<void> {
  const signal = onInterrupt()
  const server = readServer(options.server)
  const { protocol, hostname: host } = new URL(server)
  if (protocol === 'http:' && !LOCAL.has(host)) {
    say(`Careful: ${server} is not encrypted, so others on the way can read the key.`)
  }
  const { apiKey } = await signInWithDevice({
    server,
    clientName: nameOfThisMachine(),
    signal,
    onCode: show,
  }).catch(explain)

  const before = await readCredentials().catch(() => null) // a broken file is what this mends
  const credentials = { server, apiKey }
  await keepCredentials(credentials)
  if (before) await revokeFormer(before)
  const me = await callServer<Whoami>(credentials, 'GET', '/whoami')
  if (options.json) return print(JSON.stringify({ server, ...me }))
  say(`\nSigned in to ${server} as ${nameOf(me)}, in the workspace ${me.workspace.name}.`)
  say(`The key is in ${credentialsPath()}; galley logout revokes it.`)
}

/** Nobody else has the key from before; what cannot be revoked now is said, since it still works. */
async function revokeFormer(before: Credentials): Promise<void> {
  await callServer(before, 'POST', '/whoami/revoke').catch((error: UserError) => {
    if (error.code === 'credentials_invalid') return // it works no more
    say(`The key from before still works at ${before.server}: ${error.message}`)
    say(`It begins with ${before.apiKey.slice(0, 14)}; revoke it there.`)
  })
}

/** Revokes the key at the server, and forgets it here. */
export async function logout({ force = false }: { force?: boolean }): Promise<void> {
  const kept = await readCredentials()
  if (!kept) return say('Nobody is signed in here.')
  await callServer(kept, 'POST', '/whoami/revoke').catch((error: UserError) => {
    if (force || error.code === 'credentials_invalid') return // it works no more, or as they wish
    throw new UserError(
      error.code,
      `The key was not revoked, so it still works: ${error.message}\nForget it here all the same with: galley logout --force`,
    )
  })
  await forgetCredentials()
  say(`Signed out of ${kept.server}.`)
}

/** Tells who the commands of this machine act as. */
export async function whoami({ json }: { json?: boolean }): Promise<void> {
  const credentials = await findServer()
  if (!credentials) {
    throw new UserError(
      'not_signed_in',
      "Nobody is signed in: commands work on this machine's own data. Sign in with: galley login",
    )
  }
  const me = await callServer<Whoami>(credentials, 'GET', '/whoami')
  if (json) return print(JSON.stringify({ server: credentials.server, ...me }))
  const expiry = me.key?.expires_at ? `, until ${me.key.expires_at}` : ''
  print(`${nameOf(me)}`)
  print(`  server       ${credentials.server}`)
  print(`  workspace    ${me.workspace.name}  ${me.workspace.id}`)
  if (me.key) print(`  key          ${me.key.name}  ${me.key.start}…${expiry}`)
  if (me.role) print(`  role         ${me.role}`)
  print(`  permissions  ${me.permissions.join(', ')}`)
  if (me.project_ids) print(`  projects     ${me.project_ids.join(', ')}`)
}

const nameOf = ({ user, key }: Whoami) =>
  stripVTControlCharacters(user ? `${user.name} <${user.email}>` : `key ${key?.name ?? ''}`)

function show({ userCode, verificationUri, verificationUriComplete }: DeviceCode): void {
  say(`Open ${stripVTControlCharacters(verificationUri)}`)
  say(`and type ${stripVTControlCharacters(userCode)}\n`)
  say('Waiting for you to let this program in. Ctrl-C gives up.')
  if (
    process.stderr.isTTY &&
    /^https?:$/.test(URL.parse(verificationUriComplete)?.protocol ?? '')
  ) {
    openInBrowser(URL.parse(verificationUriComplete)!.href)
  }
}

/** Where there is a browser; where there is none, the address is on the screen. */
function openInBrowser(url: string): void {
  const program = { darwin: 'open', win32: 'explorer.exe' }[process.platform as string]
  const child = spawn(program ?? 'xdg-open', [url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

/** `galley of anna on anna-laptop`: what the person sees who is asked. */
function nameOfThisMachine(): string {
  const { username } = userInfo()
  return `galley of ${username} on ${hostname()}`.replace(/\p{C}/gu, '').slice(0, 100)
}

function explain(error: unknown): never {
  if (error instanceof ApiError) throw new UserError(error.code, error.message)
  if (error instanceof GalleyError) throw new UserError('server_unreachable', error.message)
  throw error
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
