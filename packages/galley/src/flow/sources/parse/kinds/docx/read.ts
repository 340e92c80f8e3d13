import mammoth from 'mammoth'
import { InvalidError } from '../../../../../platform/error.ts'
import { checkArchive } from '../../archive/check-archive.ts'
import { readEntryText } from '../../archive/read-entry.ts'
import { codes } from '../../codes.ts'
import { decodeEntities } from '../../html/decode-entities.ts'
import { htmlToBlocks } from '../../html/html-to-blocks.ts'
import type { ParsedBlocks, ParserInput } from '../../parsed-source.ts'
import { publicationDate } from '../../publication-date.ts'
import { attributeSpeakers } from '../../transcript/attribute-speakers.ts'

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "p[style-name='Caption'] => figcaption:fresh",
  "p[style-name^='toc'] => !",
  "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
]

/** Reads a Word document through HTML; the archive is checked before anything unpacks it. */
export async function read(input: ParserInput): Promise<ParsedBlocks> {
  await checkArchive(input.bytes, input.file, 'docx')
  const html = await toHtml(input)
  const blocks = attributeSpeakers(htmlToBlocks(html), { isMostlyProse: true })
  const properties = (await readEntryText(input.bytes, 'docProps/core.xml')) ?? ''
  const [first] = blocks
  return {
    blocks,
    title: property(properties, 'dc:title') ?? (first?.kind === 'heading' ? first.text : null),
    language: property(properties, 'dc:language'),
    authors: property(properties, 'dc:creator')?.split(/\s*;\s*/) ?? [],
    publishedAt: publicationDate(property(properties, 'dcterms:created')),
    metadata: {
      subject: property(properties, 'dc:subject') ?? '',
      description: property(properties, 'dc:description') ?? '',
      keywords: property(properties, 'cp:keywords') ?? '',
      modifiedAt: publicationDate(property(properties, 'dcterms:modified')) ?? '',
    },
  }
}

async function toHtml(input: ParserInput): Promise<string> {
  const { bytes } = input
  // Mammoth takes a Buffer under Node and an ArrayBuffer elsewhere.
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const document = { arrayBuffer: buffer, buffer: bytes } as unknown as { arrayBuffer: ArrayBuffer }
  const convertImage = mammoth.images.imgElement(async () => ({ src: '' }))
  try {
    const options = { styleMap, convertImage, externalFileAccess: false }
    return (await mammoth.convertToHtml(document, options)).value
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
    throw new InvalidError(
      codes.SOURCE_CORRUPT,
      { file: input.file, kind: 'docx', reason },
      { cause: error },
    )
  }
}

function property(xml: string, name: string): string | null {
  const match = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml)
  return decodeEntities(match?.[1] ?? '').trim() || null
}
