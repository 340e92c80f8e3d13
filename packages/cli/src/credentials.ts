import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { UserError } from './user-error.ts'

/** How a server is reached, and as whom. */
export interface Credentials {
  /** `https://galley.example`, without a slash at the end. */
  server: string
  apiKey: string
}

/** `~/.config/galley/credentials.json`, or where XDG_CONFIG_HOME says. */
export function credentialsPath(): string {
  const home = process.env.XDG_CONFIG_HOME
  // The specification wants relative paths to be ignored.
  return join(home?.startsWith('/') ? home : join(homedir(), '.config'), 'galley/credentials.json')
}

/** What `galley login` kept; null when nobody is signed in. */
export async function readCredentials(): Promise<Credentials | null> {
  const path = credentialsPath()
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new UserError('credentials_unreadable', `${path} cannot be read: ${error.message}`)
  })
  if (text === null) return null
  const kept = parse(text)
  if (kept) return { server: kept.server, apiKey: kept.api_key }
  throw new UserError('credentials_unreadable', `${path} is not what it was. Run: galley login`)
}

/** Keeps a key where only this person reads it: the whole file, or the one from before. */
export async function keepCredentials({ server, apiKey }: Credentials): Promise<void> {
  const path = credentialsPath()
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  await rm(draft, { force: true })
  await writeFile(draft, `${JSON.stringify({ server, api_key: apiKey }, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
  })
  await chmod(draft, 0o600) // whatever the mask of this shell
  await rename(draft, path)
}

export async function forgetCredentials(): Promise<void> {
  await rm(credentialsPath(), { force: true })
}

function parse(text: string): { server: string; api_key: string } | null {
  try {
    const { server, api_key } = JSON.parse(text) as Record<string, unknown>
    return typeof server === 'string' && typeof api_key === 'string' ? { server, api_key } : null
  } catch {
    return null
  }
}
