/** An entry to write; `declaredBytes` lies about the size where a test wants a lie. */
export interface NewEntry {
  name: string
  content: Uint8Array | string
  declaredBytes?: number
}

/** Writes a zip as the format says, for tests that need odd ones. */
export async function makeZip(entries: NewEntry[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const content =
      typeof entry.content === 'string' ? new TextEncoder().encode(entry.content) : entry.content
    const packed = await deflate(content)
    const name = new TextEncoder().encode(entry.name)
    const sizes = [0, packed.length, entry.declaredBytes ?? content.length] // the checksum is left out
    const local = header(
      [0x04034b50, 4],
      [20, 2],
      [0, 2],
      [8, 2],
      [0, 4],
      ...fours(sizes),
      [name.length, 2],
      [0, 2],
    )
    parts.push(local, name, packed)
    directory.push(
      header(
        [0x02014b50, 4],
        [20, 2],
        [20, 2],
        [0, 2],
        [8, 2],
        [0, 4],
        ...fours(sizes),
        [name.length, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [0, 4],
        [offset, 4],
      ),
      name,
    )
    offset += local.length + name.length + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = header(
    [0x06054b50, 4],
    [0, 4],
    [entries.length, 2],
    [entries.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  )
  return join([...parts, ...directory, end])
}

/** A small Word document around the given body. */
export async function makeDocx(
  body: string,
  extra: NewEntry[] = [],
  prolog = '',
): Promise<Uint8Array> {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `${xml}${prolog}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
    ...extra,
  ])
}

/** A paragraph of a Word document; the text is XML. */
export function wordParagraph(text: string): string {
  return `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
}

async function deflate(content: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([content as Uint8Array<ArrayBuffer>]).stream()
  return new Uint8Array(
    await new Response(stream.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
  )
}

function fours(values: number[]): [number, number][] {
  return values.map((value) => [value, 4])
}

function header(...fields: [value: number, bytes: number][]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([value, bytes]) =>
      Array.from({ length: bytes }, (_, index) => (value >>> (index * 8)) & 0xff),
    ),
  )
}

function join(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
