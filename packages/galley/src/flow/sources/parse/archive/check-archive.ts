import { InvalidError } from '../../../../platform/error.ts'
import { codes } from '../codes.ts'
import { limits } from '../limits.ts'
import { packedContent, readZipDirectory, type ZipEntry } from './zip-directory.ts'

/**
 * Refuses an archive that would hurt whoever unpacks it: too many entries, too much content (as
 * declared, and then as it really is, counted while it streams by), packed too strongly, or with
 * entity declarations in its XML. Nothing is kept, so the check itself needs little memory.
 *
 * @throws InvalidError `source_unsafe_archive`, `source_encrypted`, `source_corrupt`
 */
export async function checkArchive(bytes: Uint8Array, file: string, kind: string): Promise<void> {
  const refuse = (reason: string) => new InvalidError(codes.SOURCE_UNSAFE_ARCHIVE, { file, reason })
  const corrupt = (reason: string) => new InvalidError(codes.SOURCE_CORRUPT, { file, kind, reason })

  const entries = readZipDirectory(bytes)
  if (!entries) throw corrupt('its table of contents is damaged')
  if (entries.some((entry) => entry.isEncrypted))
    throw new InvalidError(codes.SOURCE_ENCRYPTED, { file })
  const declared = declaredDanger(entries)
  if (declared) throw refuse(declared)

  let total = 0
  for (const entry of entries) {
    const packed = packedContent(bytes, entry)
    if (!packed) throw corrupt(`its entry ${entry.name} is damaged`)
    const isMarkup = /\.(?:xml|rels|vml)$|^\[Content_Types\]/i.test(entry.name)
    const scan = isMarkup ? new EntityScan() : null
    let size = 0
    for await (const chunk of unpack(packed, entry, corrupt)) {
      size += chunk.length
      const danger = unpackedDanger(entry, size, total + size)
      if (danger) throw refuse(danger)
      if (scan?.finds(chunk)) throw refuse(`${entry.name} declares XML entities`)
    }
    total += size
  }
}

function declaredDanger(entries: ZipEntry[]): string | null {
  const { archive } = limits
  if (entries.length > archive.maxEntries) return `it has ${entries.length} entries`
  const total = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0)
  if (total > archive.maxUnpackedBytes) return `it would unpack to ${total} bytes`
  const danger = entries.map((entry) => unpackedDanger(entry, entry.unpackedBytes, 0))
  return danger.find((reason) => reason !== null) ?? null
}

function unpackedDanger(entry: ZipEntry, size: number, total: number): string | null {
  const { archive } = limits
  if (size > archive.maxEntryBytes)
    return `${entry.name} unpacks to over ${archive.maxEntryBytes} bytes`
  if (total > archive.maxUnpackedBytes)
    return `it unpacks to over ${archive.maxUnpackedBytes} bytes`
  const isStrong = size > archive.ratioFloorBytes && size > entry.packedBytes * archive.maxRatio
  return isStrong ? `${entry.name} is packed over ${archive.maxRatio} times` : null
}

async function* unpack(
  packed: Uint8Array<ArrayBuffer>,
  entry: ZipEntry,
  corrupt: (reason: string) => Error,
): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) return yield packed
  if (entry.method !== 8) throw corrupt(`${entry.name} is packed in an unknown way`)
  const source = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = source.getReader()
  try {
    while (true) {
      const { done, value } = await reader.read().catch(() => {
        throw corrupt(`its entry ${entry.name} is damaged`)
      })
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {}) // stops the decompressor when the reader gives up
  }
}

/** Looks for a document type in XML that streams by; UTF-16 is seen through by its zero bytes. */
class EntityScan {
  private tail = ''

  finds(chunk: Uint8Array): boolean {
    const text = this.tail + new TextDecoder('latin1').decode(chunk).replaceAll('\u0000', '')
    this.tail = text.slice(-16)
    return /<!(?:DOCTYPE|ENTITY)/i.test(text)
  }
}
