import {
  CancelledError,
  GalleyError,
  InvalidError,
  UnsupportedError,
} from '../../../platform/error.ts'
import { assembleSource } from './assemble-source.ts'
import { checkSize } from './check-size.ts'
import { codes } from './codes.ts'
import { isBinary } from './decode-text.ts'
import { detectKind, supportedKinds } from './detect-kind.ts'
import { kinds } from './kinds/index.ts'
import { limits, type ParseLimits } from './limits.ts'
import type { ParsedSource, ParserInput, SourceKind, SourceParser } from './parsed-source.ts'

/** A file as it came in. */
export interface SourceFile {
  bytes: Uint8Array
  /** For messages, and for its extension. */
  fileName?: string
  /** May carry a charset: `text/plain; charset=shift_jis`. */
  mediaType?: string
  /** Skips detection. */
  kind?: SourceKind
  limits?: ParseLimits
  signal?: AbortSignal
}

/**
 * Turns a file into normalised text with segments: structure, speakers, pages and times are kept.
 * It runs where it is called; use `parseSourceIsolated` for files from outside.
 *
 * @throws InvalidError, TooLargeError or UnsupportedError with a `source_*` code; the message names
 *   the file and what to do.
 * @example
 * const source = await parseSource({ bytes, fileName: 'talk.vtt' })
 * source.segments[0] // { text: 'Hello.', start: 0, end: 6, speaker: 'Ann', startMs: 0, ... }
 */
export async function parseSource(file: SourceFile): Promise<ParsedSource> {
  const name = file.fileName ?? 'The file'
  checkSize(file.bytes, name, file.limits?.maxBytes)
  const kind = file.kind ?? (await detectKind(file.bytes, file.fileName, file.mediaType))
  const parser = parserOf(kind, name)
  if (parser.isText && isBinary(file.bytes)) {
    throw new InvalidError(codes.SOURCE_BINARY, {
      file: name,
      expected: kind,
      supported: supportedKinds(),
    })
  }
  const input: ParserInput = {
    bytes: file.bytes,
    file: name,
    charset: /charset\s*=\s*"?([\w-]+)/i.exec(file.mediaType ?? '')?.[1] ?? null,
    maxCharacters: file.limits?.maxCharacters ?? limits.maxCharacters,
    signal: file.signal,
  }
  try {
    file.signal?.throwIfAborted()
    return assembleSource(kind, await parser.parse(input), input)
  } catch (error) {
    if (error instanceof GalleyError) throw error
    if (file.signal?.aborted) throw new CancelledError(codes.SOURCE_CANCELLED, { file: name })
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidError(codes.SOURCE_CORRUPT, { file: name, kind, reason }, { cause: error })
  }
}

function parserOf(kind: string, file: string): SourceParser {
  const parser = kinds.find((candidate) => candidate.kind === kind)
  if (parser) return parser
  throw new UnsupportedError(codes.SOURCE_UNSUPPORTED, {
    file,
    found: kind,
    supported: supportedKinds(),
  })
}
