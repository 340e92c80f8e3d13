import { packedContent, readZipDirectory } from './zip-directory.ts'

/** One entry of an archive that was checked before, as text; null where it has none of that name. */
export async function readEntryText(bytes: Uint8Array, name: string): Promise<string | null> {
  const entry = readZipDirectory(bytes)?.find((candidate) => candidate.name === name)
  const packed = entry && packedContent(bytes, entry)
  if (!packed) return null
  const stream = new Blob([packed]).stream()
  const content =
    entry.method === 0 ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(content).text()
}
