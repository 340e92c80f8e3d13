const encoder = new TextEncoder()

/** A file of an archive. */
export interface ZipEntry {
  path: string
  data: Uint8Array | string
}

/** A ZIP archive. The same entries give the same bytes: times are fixed, and there are no folders. */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const packed = await Promise.all(entries.map(pack))
  const chunks: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, data, crc, size } of packed) {
    const shared = record(2 * 5 + 4 * 3 + 4, (view) => {
      view.setUint16(0, 20, true)
      view.setUint16(2, 0x0800, true)
      view.setUint16(4, 8, true)
      view.setUint16(6, 0, true)
      // The first of January 1980, which is where ZIP's time begins.
      view.setUint16(8, 0x21, true)
      view.setUint32(10, crc, true)
      view.setUint32(14, data.length, true)
      view.setUint32(18, size, true)
      view.setUint16(22, name.length, true)
      view.setUint16(24, 0, true)
    })
    chunks.push(signature(0x04034b50), shared, name, data)
    const rest = record(14, (view) => view.setUint32(10, offset, true))
    directory.push(
      signature(0x02014b50),
      record(2, (view) => view.setUint16(0, 20, true)),
      shared,
      rest,
      name,
    )
    offset += 4 + shared.length + name.length + data.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = record(18, (view) => {
    view.setUint16(4, packed.length, true)
    view.setUint16(6, packed.length, true)
    view.setUint32(8, size, true)
    view.setUint32(12, offset, true)
  })
  return join([...chunks, ...directory, signature(0x06054b50), end])
}

async function pack({ path, data }: ZipEntry) {
  const bytes = typeof data === 'string' ? encoder.encode(data) : data
  return {
    name: encoder.encode(path),
    data: await deflate(bytes),
    crc: crc32(bytes),
    size: bytes.length,
  }
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function record(length: number, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length)
  fill(new DataView(bytes.buffer))
  return bytes
}

const signature = (value: number) => record(4, (view) => view.setUint32(0, value, true))

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
