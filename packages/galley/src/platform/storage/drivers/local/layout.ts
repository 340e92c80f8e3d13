import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Where an object lives below the storage folder. Each segment of the key is a directory, the last
 * one a pair of files: `talk.mp4=meta` and `talk.mp4=<id>`. `=` never occurs in an encoded segment,
 * so an object `a` and an object `a/b` can both exist.
 */
const META = '=meta'
const MAX_NAME = 180 // file systems allow 255 bytes; ids and suffixes need room
const CONTINUES = '+'

/** Finished objects live here; what is being written lives in `incoming`, on the same file system. */
export const objectsOf = (folder: string) => join(folder, 'objects')
export const incomingOf = (folder: string) => join(folder, 'incoming')

/** The metadata file of a key. */
export function metaPath(folder: string, key: string): string {
  return join(objectsOf(folder), ...key.split('/').flatMap(encodeSegment)) + META
}

/** The content file with this id, beside its metadata. */
export function contentPath(metaFile: string, contentId: string): string {
  return `${metaFile.slice(0, -META.length)}=${contentId}`
}

/** The metadata file that a content file belongs to, and its id; `undefined` for other files. */
export function ownerOfContent(path: string): { metaFile: string; contentId: string } | undefined {
  const at = path.lastIndexOf('=')
  if (at < 0 || path.endsWith(META)) return undefined
  return { metaFile: path.slice(0, at) + META, contentId: path.slice(at + 1) }
}

/** All keys that start with `prefix`, in byte order; reads names only. */
export async function listKeys(folder: string, prefix: string): Promise<string[]> {
  const complete = prefix.split('/').slice(0, -1)
  const start = join(objectsOf(folder), ...complete.flatMap(encodeSegment))
  const keys: string[] = []
  await collect(start, complete.map((segment) => `${segment}/`).join(''), '', { keys, prefix })
  return keys
    .map((key) => ({ key, bytes: Buffer.from(key) }))
    .toSorted((one, other) => one.bytes.compare(other.bytes))
    .map(({ key }) => key)
}

async function collect(
  directory: string,
  above: string,
  begun: string,
  into: { keys: string[]; prefix: string },
): Promise<void> {
  for (const entry of await namesIn(directory)) {
    if (entry.isDirectory()) {
      const path = join(directory, entry.name)
      const isPiece = entry.name.endsWith(CONTINUES)
      const text = begun + (isPiece ? entry.name.slice(0, -1) : entry.name)
      if (isPiece) await collect(path, above, text, into)
      else if (leadsTo(into.prefix, `${above}${decodeSegment(text)}/`)) {
        await collect(path, `${above}${decodeSegment(text)}/`, '', into)
      }
    } else if (entry.name.endsWith(META)) {
      const key = above + decodeSegment(begun + entry.name.slice(0, -META.length))
      if (key.startsWith(into.prefix)) into.keys.push(key)
    }
  }
}

function leadsTo(prefix: string, directory: string): boolean {
  return directory.startsWith(prefix) || prefix.startsWith(directory)
}

async function namesIn(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** True for "no such file or directory". */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/**
 * A segment as file names. Reversible, and safe where names ignore case or are normalised: a run of
 * capitals is written small between carets (`ws_01AB` is `ws_01^ab`), other bytes as `%xx`.
 */
function encodeSegment(segment: string): string[] {
  let text = ''
  let isUpper = false
  for (const byte of Buffer.from(segment)) {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z]/.test(character) && /[A-Z]/.test(character) !== isUpper) {
      isUpper = !isUpper
      text += '^'
    }
    const isPlain = /[A-Za-z0-9_.-]/.test(character)
    text += isPlain ? character.toLowerCase() : `%${byte.toString(16).padStart(2, '0')}`
  }
  text = text.replace(/\.$/, '%2e') // Windows drops a final dot
  const pieces = text.match(new RegExp(`.{1,${MAX_NAME}}`, 'g')) ?? []
  return pieces.map((piece, index) => (index < pieces.length - 1 ? piece + CONTINUES : piece))
}

function decodeSegment(text: string): string {
  let isUpper = false
  const bytes: number[] = []
  for (const [token] of text.matchAll(/%[0-9a-f]{2}|./g)) {
    if (token === '^') isUpper = !isUpper
    else if (token.length === 3) bytes.push(parseInt(token.slice(1), 16))
    else bytes.push((isUpper ? token.toUpperCase() : token).charCodeAt(0))
  }
  return Buffer.from(bytes).toString()
}
