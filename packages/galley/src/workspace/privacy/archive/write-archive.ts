import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { makeZip } from 'client-zip'
import type { PutObject, Storage } from '../../../platform/storage/index.ts'

export const ARCHIVE_VERSION = 1

/** One entry on its way into the archive. */
export interface Entry {
  name: string
  bytes: AsyncIterable<Uint8Array> | Uint8Array
  modifiedAt?: Date
  /** How many rows it had, asked when it is written. */
  rows?: () => number
}

/** What the manifest says about an entry. */
interface WrittenEntry {
  name: string
  bytes: number
  sha256: string
  rows?: number
}

export interface WrittenArchive {
  object: PutObject
  entries: number
}

/**
 * Streams entries into a ZIP file in the store: nothing is held but the chunk under way and the
 * list of what was written. Last comes `manifest.json`, which knows them all. Visible whole or not
 * at all.
 */
export async function writeArchive({
  storage,
  key,
  entries,
  facts,
  signal,
}: {
  storage: Storage
  key: string
  entries: AsyncGenerator<Entry, void>
  /** What the manifest says of the archive as a whole. */
  facts: Record<string, unknown>
  signal: AbortSignal
}): Promise<WrittenArchive> {
  const written: WrittenEntry[] = []
  try {
    const body = makeZip(zipInputs(entries, written, facts))
    const object = await storage.put(key, body, { contentType: 'application/zip', signal })
    return { object, entries: written.length }
  } finally {
    // A ZIP that is given up does not tell its source.
    await entries.return()
  }
}

async function* zipInputs(
  entries: AsyncIterable<Entry>,
  written: WrittenEntry[],
  facts: Record<string, unknown>,
) {
  const names = new Set<string>()
  for await (const entry of entries) {
    const name = uniqueName(entry.name, names)
    yield {
      name,
      input: measured({ ...entry, name }, written),
      lastModified: entry.modifiedAt ?? new Date(),
    }
  }
  const manifest = {
    format: 'galley.archive',
    version: ARCHIVE_VERSION,
    ...facts,
    entries: written,
  }
  yield { name: 'manifest.json', input: `${JSON.stringify(manifest, null, 2)}\n` }
}

/** Passes the bytes on, and notes down what they were once they are through. */
async function* measured(entry: Entry, written: WrittenEntry[]): AsyncGenerator<Uint8Array, void> {
  const hash = sha256.create()
  let bytes = 0
  const chunks = entry.bytes instanceof Uint8Array ? [entry.bytes] : entry.bytes
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    hash.update(chunk)
    bytes += chunk.length
    yield chunk
  }
  const rows = entry.rows?.()
  const digest = bytesToHex(hash.digest())
  written.push({ name: entry.name, bytes, sha256: digest, ...(rows !== undefined && { rows }) })
}

/** Two files of one name would be one, on a disk that has them both. */
function uniqueName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const dot = name.lastIndexOf('.')
    const cut = dot > name.lastIndexOf('/') ? dot : name.length
    const candidate = number === 1 ? name : `${name.slice(0, cut)} (${number})${name.slice(cut)}`
    const folded = candidate.toLowerCase()
    if (taken.has(folded)) continue
    taken.add(folded)
    return candidate
  }
}
