import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

/** The folder that everything local lives in, made when it is not there. Absolute. */
export async function dataFolder(baseFolder: string, name: string): Promise<string> {
  const folder = resolve(baseFolder, name)
  await mkdir(folder, { recursive: true })
  return folder
}

/**
 * The secret that signs URLs, kept beside the data and made by whichever process comes first.
 * Readable by its owner only.
 */
export async function readSecret(folder: string): Promise<string> {
  const path = resolve(folder, 'secret')
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null
    throw error
  })
  if (file) {
    const secret = randomBytes(32).toString('base64url')
    await file.writeFile(secret)
    await file.sync()
    await file.close()
    return secret
  }
  for (let tries = 0; tries < 100; tries += 1) {
    const secret = (await readFile(path, 'utf8')).trim()
    if (secret.length >= 43) return secret
    await new Promise((next) => setTimeout(next, 20)) // its maker is still writing
  }
  throw new Error(`${path} is not a whole secret. Delete it to get a new one; signed links made before stop working.`)
}
