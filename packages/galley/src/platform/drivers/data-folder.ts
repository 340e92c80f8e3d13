import { randomBytes } from 'node:crypto'
import { access, constants, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ConflictError, defineCodes, InvalidError } from '../error.ts'

export const dataFolderCodes = defineCodes({
  DATA_FOLDER_UNUSABLE:
    'The data folder {folder} cannot be used: {reason}. Make it writable for this user, or name another one with GALLEY_DATA.',
  SECRET_BROKEN:
    '{path} is not a whole secret. Delete it to get a new one; signed links made before stop working, and what was sealed with it stays closed.',
  SECRET_ROTATING:
    '{path} is there: another process is changing the secret, or was cut short. Delete it if none is.',
})

/** What `readSecrets` writes: 32 bytes in base64url. */
const SECRET_LENGTH = 43

/**
 * The folder that everything local lives in, made when it is not there. Absolute.
 *
 * @throws InvalidError when it cannot be made or written to.
 */
export async function dataFolder(baseFolder: string, name: string): Promise<string> {
  const folder = resolve(baseFolder, name)
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const reason = (cause as Error).message
    throw new InvalidError(dataFolderCodes.DATA_FOLDER_UNUSABLE, { folder, reason }, { cause })
  }
  return folder
}

/**
 * The master keys that are kept beside the data, a line each: the current one, then earlier ones
 * that something may still be sealed with. The first is made by whichever process comes first, and
 * the file is readable by its owner only. It appears whole or not at all, whoever is killed meanwhile.
 */
export async function readSecrets(folder: string): Promise<string[]> {
  const path = secretFile(folder)
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known === null) await offerSecret(path)
  const text = known ?? (await readFile(path, 'utf8'))
  const secrets = text.split('\n').flatMap((line) => line.trim() || [])
  if (secrets.length === 0 || secrets.some((secret) => secret.length < SECRET_LENGTH)) {
    throw new InvalidError(dataFolderCodes.SECRET_BROKEN, { path })
  }
  return secrets
}

/**
 * Puts a new master key in front of those of the data folder, at once and durably.
 *
 * @throws ConflictError while another process does so, or when one was killed at it.
 */
export async function rotateSecret(folder: string): Promise<void> {
  const draft = `${secretFile(folder)}.next`
  // Only one can make the draft, so no new key is lost to another.
  const file = await open(draft, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause
    throw new ConflictError(dataFolderCodes.SECRET_ROTATING, { path: draft }, { cause })
  })
  try {
    const earlier = await readSecrets(folder)
    await file.writeFile(`${[newSecret(), ...earlier].join('\n')}\n`)
    await file.sync()
    await rename(draft, secretFile(folder))
    await syncFolder(folder)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** What is sealed with a key must not outlive it. Some systems do not open folders, and need not. */
async function syncFolder(path: string): Promise<void> {
  const ignored = (error: NodeJS.ErrnoException) => {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(error.code ?? '')) throw error
  }
  const folder = await open(path).catch(ignored)
  try {
    await folder?.sync().catch(ignored)
  } finally {
    await folder?.close()
  }
}

const secretFile = (folder: string) => resolve(folder, 'secret')
const newSecret = () => randomBytes(32).toString('base64url')

async function offerSecret(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(newSecret())
    await file.sync()
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error // else somebody else's was first, and counts
    })
  } finally {
    await file.close()
    await rm(draft, { force: true })
  }
}
