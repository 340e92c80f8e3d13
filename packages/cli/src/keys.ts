import { stripVTControlCharacters } from 'node:util'
import type { Credentials } from './credentials.ts'
import { callServer, findServer } from './server.ts'

interface Where {
  /** This machine's own data, also when somebody is signed in to a server. */
  local?: boolean
  json?: boolean
}

interface Settings {
  name: string
  permissions: string[]
  expiresAt: Date | null
}

/** A key in the names of the API. */
export interface WireKey {
  id: string
  name: string
  start: string
  status: string
  permissions: string[]
  last_used_at: string | null
  expires_at: string | null
}
interface WireNewKey {
  key: string
  api_key: WireKey
}

/** What can be done with keys, here or at a server. */
export interface Keys {
  list(): Promise<WireKey[]>
  create(settings: Settings): Promise<WireNewKey>
  rotate(keyId: string, overlapSeconds: number): Promise<WireNewKey>
  revoke(keyId: string): Promise<WireKey>
}

export async function listKeys(where: Where): Promise<void> {
  const keys = await withKeys(where, (desk) => desk.list())
  if (where.json) return print(JSON.stringify(keys))
  if (keys.length === 0) return print('No API keys yet. Try: galley keys create --name "My site"')
  for (const { id, start, status, name, last_used_at: lastUsed, expires_at: expires } of keys) {
    const used = lastUsed ? `used ${lastUsed.slice(0, 10)}` : 'never used'
    const until = expires ? `  until ${expires.slice(0, 10)}` : ''
    print(
      `${id}  ${start}…  ${status.padEnd(7)}  ${stripVTControlCharacters(name)}  ${used}${until}`,
    )
  }
}

export interface CreateKeyOptions extends Where {
  name: string
  permission?: string[]
  expires?: number
}

/** Makes a key, and prints it alone, so that it can be piped to where it is kept. */
export async function createKey(options: CreateKeyOptions): Promise<void> {
  const { name, permission = ['*'], expires } = options
  const expiresAt = expires === undefined ? null : new Date(Date.now() + expires * 86_400_000)
  const settings = { name, permissions: permission, expiresAt }
  printNew(await withKeys(options, (desk) => desk.create(settings)), options)
}

export async function rotateKey(
  keyId: string,
  options: Where & { overlap: number },
): Promise<void> {
  const seconds = Math.round(options.overlap * 3600)
  printNew(await withKeys(options, (desk) => desk.rotate(keyId, seconds)), options)
}

export async function revokeKey(keyId: string, where: Where): Promise<void> {
  const key = await withKeys(where, (desk) => desk.revoke(keyId))
  print(where.json ? JSON.stringify(key) : `${key.id} is revoked.`)
}

async function withKeys<T>({ local }: Where, work: (keys: Keys) => Promise<T>): Promise<T> {
  const server = local ? null : await findServer()
  if (server) return work(keysAt(server))
  const { withKeysHere } = await import('./keys-here.ts') // all of Galley: only when it is needed
  return withKeysHere(work)
}

function keysAt(server: Credentials): Keys {
  const at = (keyId: string) => `/api-keys/${encodeURIComponent(keyId)}`
  return {
    async list() {
      const { items } = await callServer<{ items: WireKey[] }>(server, 'GET', '/api-keys?limit=200')
      return items
    },
    create: ({ name, permissions, expiresAt }) =>
      callServer(server, 'POST', '/api-keys', { name, permissions, expires_at: expiresAt }),
    rotate: (keyId, overlapSeconds) =>
      callServer(server, 'POST', `${at(keyId)}/rotate`, { overlap_seconds: overlapSeconds }),
    revoke: (keyId) => callServer(server, 'POST', `${at(keyId)}/revoke`),
  }
}

function printNew(made: WireNewKey, { json }: Where): void {
  print(json ? JSON.stringify(made) : made.key)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
