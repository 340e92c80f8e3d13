import { createHash } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { checkBody, discard } from '../../body.ts'
import type { Sha256 } from '../../body.ts'
import type { PutObject, PutOptions, StorageBody } from '../../contract.ts'
import { DEFAULT_CONTENT_TYPE } from '../../options.ts'
import {
  contentPath,
  incomingOf,
  isMissing,
  metaPath,
  objectsOf,
  ownerOfContent,
} from './layout.ts'

const Metadata = z.object({
  contentId: z.string(),
  size: z.number(),
  contentType: z.string(),
  sha256: z.string(),
  modifiedAt: z.iso.datetime(),
})
type Metadata = z.infer<typeof Metadata>

/** An object whose content file is open: read it with `streamFile`, or close it. */
export interface OpenObject {
  object: PutObject
  file: FileHandle
}

/** The files of the local driver: writing, reading, removing and sweeping. Keys are checked before. */
export class ObjectFolder {
  readonly #folder: string
  readonly #commits = new Map<string, Promise<unknown>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes aside, flushes to the disk, then makes the object visible with one rename. */
  async write(
    key: string,
    body: StorageBody,
    { contentType = DEFAULT_CONTENT_TYPE, ...promise }: PutOptions,
  ): Promise<PutObject> {
    const incoming = incomingOf(this.#folder)
    await mkdir(incoming, { recursive: true })
    const contentId = crypto.randomUUID()
    const content = join(incoming, contentId)
    const metaAside = `${content}.json`
    try {
      const checked = checkBody(body, { ...promise, key }, nodeSha256())
      await writeFlushed(content, checked.chunks)
      const modifiedAt = new Date().toISOString()
      const metadata = { contentId, contentType, modifiedAt, ...checked.result() }
      await writeFlushed(metaAside, [Buffer.from(JSON.stringify(metadata))])
      await this.#commit(key, { content, metaAside, contentId })
      return describe(key, metadata)
    } finally {
      discard(body)
      await rm(content, { force: true })
      await rm(metaAside, { force: true })
    }
  }

  async head(key: string): Promise<PutObject | null> {
    const metadata = await readMetadata(metaPath(this.#folder, key))
    return metadata && describe(key, metadata)
  }

  /** `null` when there is no such object. */
  async open(key: string): Promise<OpenObject | null> {
    const metaFile = metaPath(this.#folder, key)
    for (;;) {
      const metadata = await readMetadata(metaFile)
      if (!metadata) return null
      try {
        const file = await open(contentPath(metaFile, metadata.contentId))
        return { object: describe(key, metadata), file }
      } catch (error) {
        // Replaced between the two opens: the new metadata names the new content.
        const current = isMissing(error) ? await readMetadata(metaFile) : metadata
        if (current?.contentId === metadata.contentId) throw error
      }
    }
  }

  async remove(key: string): Promise<void> {
    const metaFile = metaPath(this.#folder, key)
    await this.#alone(key, async () => {
      const metadata = await readMetadata(metaFile)
      if (!metadata) return
      await rm(metaFile, { force: true })
      await syncDirectory(dirname(metaFile))
      await rm(contentPath(metaFile, metadata.contentId), { force: true })
    })
  }

  /** Removes unfinished and unreferenced files last touched before `before`, and empty directories. */
  async sweep(before: number): Promise<number> {
    const unfinished = await filesBelow(incomingOf(this.#folder))
    const doomed = unfinished.files
    const kept = await filesBelow(objectsOf(this.#folder))
    for (const path of kept.files) {
      const owner = ownerOfContent(path)
      if (!owner) continue
      const metadata = await readMetadata(owner.metaFile)
      if (metadata?.contentId !== owner.contentId) doomed.push(path)
    }
    let removed = 0
    for (const path of doomed) {
      const found = await stat(path).catch(() => null)
      if (!found || found.mtimeMs > before) continue
      await rm(path, { force: true })
      removed += 1
    }
    for (const directory of kept.directories) await rmdir(directory).catch(() => {}) // only if empty
    return removed
  }

  async #commit(key: string, from: { content: string; metaAside: string; contentId: string }) {
    const metaFile = metaPath(this.#folder, key)
    await this.#alone(key, async () => {
      const before = await readMetadata(metaFile)
      await renameInto(this.#folder, from.content, contentPath(metaFile, from.contentId))
      await renameInto(this.#folder, from.metaAside, metaFile)
      await syncDirectory(dirname(metaFile))
      if (before) await rm(contentPath(metaFile, before.contentId), { force: true })
    })
  }

  /** One commit per key at a time, so that each removes exactly the content it replaced. */
  async #alone(key: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.#commits.get(key) ?? Promise.resolve()).then(work, work)
    this.#commits.set(key, turn)
    try {
      await turn
    } finally {
      if (this.#commits.get(key) === turn) this.#commits.delete(key)
    }
  }
}

function describe(key: string, metadata: Metadata): PutObject {
  const { size, contentType, sha256, modifiedAt } = metadata
  return { key, size, contentType, sha256, etag: sha256, modifiedAt: new Date(modifiedAt) }
}

async function readMetadata(metaFile: string): Promise<Metadata | null> {
  try {
    return Metadata.parse(JSON.parse(await readFile(metaFile, 'utf8')))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function writeFlushed(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const chunk of chunks) await file.appendFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename that makes the directories it needs, also when a sweep takes them away meanwhile. */
async function renameInto(folder: string, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const made = await mkdir(dirname(to), { recursive: true })
    try {
      await rename(from, to)
      if (made) await syncUpwards(dirname(to), dirname(made), folder)
      return
    } catch (error) {
      if (!isMissing(error) || attempt === 5) throw error
    }
  }
}

/** New directories are only durable once the ones that name them are flushed too. */
async function syncUpwards(from: string, upTo: string, folder: string): Promise<void> {
  for (let directory = from; ; directory = dirname(directory)) {
    await syncDirectory(directory)
    if (directory === upTo || relative(folder, directory).startsWith('..')) return
  }
}

async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return // directories cannot be flushed there
  const directory = await open(path)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function filesBelow(root: string) {
  const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch((error) => {
    if (isMissing(error)) return []
    throw error
  })
  const paths = (wanted: typeof entries) =>
    wanted.map((entry) => join(entry.parentPath, entry.name))
  const directories = paths(entries.filter((entry) => entry.isDirectory()))
  directories.sort((one, other) => other.length - one.length) // children before parents
  return { files: paths(entries.filter((entry) => entry.isFile())), directories }
}

function nodeSha256(): Sha256 {
  const hash = createHash('sha256')
  return { update: (chunk) => void hash.update(chunk), hex: () => hash.digest('hex') }
}
