import type { Segment } from '../source-text.ts'

/** The kinds of file that are read. */
export type SourceKind = 'text' | 'markdown' | 'vtt' | 'srt' | 'html' | 'pdf' | 'docx'

/** A segment before it is stored: its id is given then. */
export type SegmentDraft = Omit<Segment, 'id'>

/** A file as normalised text, cut into the segments that later work cites. */
export interface ParsedSource {
  kind: SourceKind
  title: string | null
  /** BCP 47, `und` where it could not be told. */
  language: string
  /** NFC, LF newlines, no control characters; the segments' texts and the blank lines between. */
  text: string
  segments: SegmentDraft[]
  wordCount: number
  durationMs: number | null
  pageCount: number | null
  authors: string[]
  /** ISO 8601, as precise as the file says. */
  publishedAt: string | null
  metadata: Record<string, string>
}

/** A stretch of a file as its parser saw it: the text is not yet normalised or placed. */
export interface Block {
  kind: Segment['kind']
  /** Soft line breaks are `\n`; paragraphs are joined to one line later. */
  text: string
  /** 1 to 6, headings only. */
  level?: number
  /** Begins in bold, as labels of speakers often do. */
  hasBoldStart?: boolean
  speaker?: string | null
  page?: number | null
  startMs?: number | null
  endMs?: number | null
}

/** What a parser hands back; `assembleSource` makes a ParsedSource of it. */
export interface ParsedBlocks {
  blocks: Block[]
  title?: string | null
  /** As the file declares it; told from the text where it does not. */
  language?: string | null
  durationMs?: number | null
  pageCount?: number | null
  authors?: string[]
  publishedAt?: string | null
  metadata?: Record<string, string>
}

/** One file on its way through a parser. */
export interface ParserInput {
  bytes: Uint8Array
  /** How messages name the file. */
  file: string
  /** From the media type, for text whose encoding is declared outside. */
  charset: string | null
  maxCharacters: number
  signal?: AbortSignal
}

/** The beginning of a file, for telling its kind. */
export interface ContentSample {
  bytes: Uint8Array
  /** The first characters, decoded; empty where the content is binary. */
  text: string
  /** Names of the entries, where the file is a zip. */
  zipEntries: string[]
}

/** One kind of file. Generic code knows only this shape. */
export interface SourceParser {
  kind: SourceKind
  /** Without the dot, lower case; the first is the usual one. */
  extensions: string[]
  mediaTypes: string[]
  /** True when the content alone says that it is this kind. */
  recognises(sample: ContentSample): boolean
  /** True when a text that nothing names reads like this kind: pasted text has no file name. */
  resembles?(sample: ContentSample): boolean
  /** True where the content is text, so that a text file of this name may be this kind. */
  isText: boolean
  parse(input: ParserInput): Promise<ParsedBlocks>
}
