import { InvalidError, UnsupportedError } from '../../../platform/error.ts'
import { readZipDirectory } from './archive/zip-directory.ts'
import { codes } from './codes.ts'
import { decodeText, isBinary } from './decode-text.ts'
import { kinds } from './kinds/index.ts'
import { limits } from './limits.ts'
import type { ContentSample, SourceKind, SourceParser } from './parsed-source.ts'
import { unreadBinary, unreadText, unreadZip } from './unread-kinds.ts'

/**
 * Tells what kind of file this is: by its content first, then by its name, then by what it
 * reads like, then by its media type.
 * The kinds that are not read yet are named in the error.
 *
 * @throws InvalidError `source_empty`, `source_binary`, `source_encrypted`;
 *   UnsupportedError `source_unsupported`
 * @example
 * await detectKind(new TextEncoder().encode('WEBVTT\n'), 'talk.txt') // 'vtt'
 */
export async function detectKind(
  bytes: Uint8Array,
  fileName?: string,
  mediaType?: string,
): Promise<SourceKind> {
  const file = fileName ?? 'The file'
  if (bytes.length === 0) throw new InvalidError(codes.SOURCE_EMPTY, { file })

  const sample = takeSample(bytes)
  const recognised = kinds.find((kind) => kind.recognises(sample))
  if (recognised) return recognised.kind

  const named = kindByName(fileName)
  if (isBinary(bytes)) throw await refuseBinary(bytes, sample, { file, named })
  const unread = unreadText(sample.text, extensionOf(fileName))
  if (unread) throw unsupported(file, unread)
  if (named && !named.isText) {
    throw new InvalidError(codes.SOURCE_CORRUPT, {
      file,
      kind: named.kind,
      reason: 'its content is plain text',
    })
  }
  const likely = kinds.find((kind) => kind.resembles?.(sample))
  return (named ?? likely ?? kindByMediaType(mediaType))?.kind ?? 'text'
}

/** The kinds that are read, for messages: `PDF, DOCX, ...`. */
export function supportedKinds(): string {
  return kinds.map((kind) => kind.kind).join(', ')
}

function takeSample(bytes: Uint8Array): ContentSample {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const entries = isZip ? readZipDirectory(bytes)?.slice(0, limits.archive.maxEntries) : null
  const text = isBinary(bytes)
    ? ''
    : decodeText(bytes.subarray(0, 4096)).text.replace(/^\ufeff/, '')
  return {
    bytes: bytes.subarray(0, 4096),
    text,
    zipEntries: entries?.map((entry) => entry.name) ?? [],
  }
}

async function refuseBinary(
  bytes: Uint8Array,
  sample: ContentSample,
  about: { file: string; named: SourceParser | undefined },
): Promise<Error> {
  if (sample.zipEntries.length > 0) return unsupported(about.file, unreadZip(sample.zipEntries))
  const known = unreadBinary(bytes)
  if (known?.isEncrypted) return new InvalidError(codes.SOURCE_ENCRYPTED, { file: about.file })
  if (known) return unsupported(about.file, known.name)

  // The detector looks into containers; a head is enough for it and bounds what it may do.
  const head = bytes.slice(0, 65_536)
  const { fileTypeFromBuffer } = await import('file-type') // only for refusals
  const type = await fileTypeFromBuffer(head).catch(() => undefined)
  if (type) return unsupported(about.file, `${type.ext.toUpperCase()} (${type.mime})`)
  const expected = about.named?.kind ?? 'text'
  return new InvalidError(codes.SOURCE_BINARY, {
    file: about.file,
    expected,
    supported: supportedKinds(),
  })
}

function unsupported(file: string, found: string): UnsupportedError {
  return new UnsupportedError(codes.SOURCE_UNSUPPORTED, {
    file,
    found,
    supported: supportedKinds(),
  })
}

function kindByName(fileName: string | undefined): SourceParser | undefined {
  const extension = extensionOf(fileName)
  return kinds.find((kind) => kind.extensions.includes(extension))
}

function kindByMediaType(mediaType: string | undefined): SourceParser | undefined {
  const type = mediaType?.split(';')[0]?.trim().toLowerCase()
  return kinds.find((kind) => type !== undefined && kind.mediaTypes.includes(type))
}

function extensionOf(fileName: string | undefined): string {
  return /\.([a-z\d]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? ''
}
