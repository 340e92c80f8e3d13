import { InvalidError, TooLargeError } from '../../../platform/error.ts'
import { detectLanguage } from '../../../platform/text/index.ts'
import { codes } from './codes.ts'
import { countWords, joinLines, normaliseText } from './normalise-text.ts'
import type {
  Block,
  ParsedBlocks,
  ParsedSource,
  SegmentDraft,
  SourceKind,
} from './parsed-source.ts'

/**
 * Makes a source of a parser's blocks: normalises each text, places it, gives it its heading path,
 * and tells what the parser could not (language, word count).
 *
 * @throws InvalidError `source_no_text`; TooLargeError `source_text_too_long`
 */
export function assembleSource(
  kind: SourceKind,
  parsed: ParsedBlocks,
  options: { file: string; maxCharacters: number },
): ParsedSource {
  const { text, segments } = placeSegments(parsed.blocks, options)
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new InvalidError(codes.SOURCE_NO_TEXT, { file: options.file, kind })
  }
  return {
    kind,
    title: cleanLine(parsed.title),
    language: canonicalLanguage(parsed.language) ?? detectLanguage(text),
    text,
    segments,
    wordCount: countWords(text),
    durationMs: parsed.durationMs ?? null,
    pageCount: parsed.pageCount ?? null,
    authors: uniqueLines(parsed.authors ?? []),
    publishedAt: parsed.publishedAt ?? null,
    metadata: cleanMetadata(parsed.metadata ?? {}),
  }
}

function placeSegments(blocks: Block[], options: { file: string; maxCharacters: number }) {
  const segments: SegmentDraft[] = []
  const headings: { level: number; text: string }[] = []
  const parts: string[] = []
  let length = 0
  for (const block of blocks) {
    const text = blockText(block)
    if (text === '') continue
    const level = block.kind === 'heading' ? (block.level ?? 1) : null
    if (level !== null)
      while (headings.length > 0 && headings.at(-1)!.level >= level) headings.pop()

    const previous = segments.at(-1)
    if (previous) {
      const isList = block.kind === 'list-item' && previous.kind === 'list-item'
      parts.push(isList ? '\n' : '\n\n')
      length += parts.at(-1)!.length
    }
    segments.push({
      text,
      start: length,
      end: length + text.length,
      headingPath: headings.map((heading) => heading.text),
      kind: block.kind,
      speaker: block.speaker ?? null,
      page: block.page ?? null,
      startMs: block.startMs ?? null,
      endMs: block.endMs ?? null,
    })
    parts.push(text)
    length += text.length
    if (length > options.maxCharacters) throw new TooLargeError(codes.SOURCE_TEXT_TOO_LONG, options)
    if (level !== null) headings.push({ level, text })
  }
  return { text: parts.join(''), segments }
}

/** Code, tables and verses keep their lines; everything else is one line. */
function blockText(block: Block): string {
  if (block.kind === 'code') return normaliseText(block.text).replace(/^\n+|\s+$/g, '')
  if (block.kind === 'table') return normaliseText(block.text).trim()
  return joinLines(block.text)
}

function cleanLine(text: string | null | undefined): string | null {
  const line = joinLines(text ?? '')
  return line === '' ? null : line
}

function uniqueLines(lines: string[]): string[] {
  return [...new Set(lines.map(joinLines).filter((line) => line !== ''))]
}

function cleanMetadata(metadata: Record<string, string>): Record<string, string> {
  const entries = Object.entries(metadata).map(([key, value]) => [key, normaliseText(value).trim()])
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

function canonicalLanguage(tag: string | null | undefined): string | null {
  if (!tag) return null
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0] ?? null
  } catch {
    return null // not a language tag: tell it from the text instead
  }
}
