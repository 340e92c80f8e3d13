import { randomBytes } from 'node:crypto'
import { access, constants, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCodes, InvalidError } from '../error.ts'

export const dataFolderCodes = defineCodes({
  DATA_FOLDER_UNUSABLE:
    'The data folder {folder} cannot be used: {reason}. Make it writable for this user, or name another one with GALLEY_DATA.',
  SECRET_BROKEN:
    '{path} is not a whole secret. Delete it to get a new one; signed links made before stop working.',
})

/** What `readSecret` writes: 32 bytes in base64url. */
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
 * The secret that signs URLs, kept beside the data and made by whichever process comes first.
 * Readable by its owner only. It appears whole or not at all, whoever is killed meanwhile.
 */
export async function readSecret(folder: string): Promise<string> {
  const path = resolve(folder, 'secret')
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known === null) await offerSecret(path)
  const secret = (known ?? (await readFile(path, 'utf8'))).trim()
  if (secret.length < SECRET_LENGTH) throw new InvalidError(dataFolderCodes.SECRET_BROKEN, { path })
  return secret
}

async function offerSecret(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(randomBytes(32).toString('base64url'))
    await file.sync()
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error // else somebody else's was first, and counts
    })
  } finally {
    await file.close()
    await rm(draft, { force: true })
  }
}
