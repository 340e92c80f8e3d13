import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** One file as it is sent: its bytes as they are, and compressed where there is that. */
export interface StaticFile {
  type: string
  etag: string
  /** Its name changes with its content, so it may be kept for ever. */
  isImmutable: boolean
  plain: Uint8Array<ArrayBuffer>
  encodings: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>
}

export type Encoding = 'br' | 'gzip'
const endings: readonly [Encoding, string][] = [
  ['br', '.br'],
  ['gzip', '.gz'],
]

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

/**
 * Every file of a folder by its path on the site, in memory: a few megabytes, read once. What is
 * not in here cannot be asked for, whatever the path says.
 */
export async function readFiles(folder: string): Promise<Map<string, StaticFile>> {
  const names = (await readdir(folder, { recursive: true })).filter(
    // The manifest of the build is for the build.
    (name) => extname(name) in types && !name.startsWith('.vite'),
  )
  const present = new Set(await readdir(folder, { recursive: true }))
  const files = await Promise.all(names.map((name) => readOne(folder, name, present)))
  return new Map(files)
}

async function readOne(
  folder: string,
  name: string,
  present: ReadonlySet<string>,
): Promise<[string, StaticFile]> {
  const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)))
  const plain = await read(name)
  const encoded = await Promise.all(
    endings
      .filter(([, ending]) => present.has(name + ending))
      .map(async ([encoding, ending]) => [encoding, await read(name + ending)] as const),
  )
  const path = `/${name.replaceAll('\\', '/')}`
  const file = {
    type: types[extname(name)]!,
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    isImmutable: path.startsWith('/assets/'),
    plain,
    encodings: Object.fromEntries(encoded),
  }
  return [path, file]
}
