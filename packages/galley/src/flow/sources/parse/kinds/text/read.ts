import { mergeCues } from '../../captions/merge-cues.ts'
import { pastedCaptions } from '../../captions/pasted-captions.ts'
import { decodeText } from '../../decode-text.ts'
import { normaliseText } from '../../normalise-text.ts'
import type { Block, ParsedBlocks, ParserInput } from '../../parsed-source.ts'
import { attributeSpeakers } from '../../transcript/attribute-speakers.ts'

/** Reads plain text: paragraphs, plain headings, lists, and transcripts with labels. */
export function read(input: ParserInput): ParsedBlocks {
  const { text: raw, encoding } = decodeText(input.bytes, input.charset)
  const text = normaliseText(raw)
  const captions = pastedCaptions(text)
  if (captions) {
    const durationMs = captions.at(-1)?.endMs ?? null
    return { blocks: mergeCues(captions), durationMs, metadata: { encoding } }
  }
  const paragraphs = splitParagraphs(text)
  const blocks = paragraphs.flatMap((paragraph, index) =>
    toBlocks(paragraph, paragraphs[index + 1]),
  )
  const attributed = attributeSpeakers(blocks)
  const [first] = attributed
  const title = first?.kind === 'heading' && first.level === 1 ? first.text : null
  return { blocks: attributed, title, metadata: { encoding } }
}

/**
 * Blank lines separate paragraphs. A text that has hardly any, and whose lines are too long to be
 * wrapped by hand, has a paragraph on each line.
 */
function splitParagraphs(text: string): string[] {
  const lines = text.split('\n')
  const blanks = lines.filter((line) => line.trim() === '').length
  const long = lines.filter((line) => line.length > 100).length
  const isLinePerParagraph = long > 0 && blanks * 20 < lines.length
  return text.split(isLinePerParagraph ? /\n+/ : /\n{2,}/).filter((part) => part.trim() !== '')
}

const BULLET = /^\s{0,6}(?:[-*•‣▪◦·–]|\d{1,3}[.)]|[a-z][.)])\s+(?=\S)/
const UNDERLINE = /^\s*([=\-~^"#*+])\1{2,}\s*$/

function toBlocks(paragraph: string, next: string | undefined): Block[] {
  const lines = paragraph.split('\n')
  const underlined = underlinedHeading(lines)
  if (underlined) return underlined
  if (lines.every((line) => UNDERLINE.test(line))) return []
  if (isHeading(lines, next)) return [{ kind: 'heading', level: 2, text: paragraph.trim() }]
  if (lines.filter((line) => BULLET.test(line)).length >= 2 && BULLET.test(lines[0]!))
    return list(lines)
  if (lines.every((line) => /^\s*>(?!>)/.test(line))) {
    return [{ kind: 'quote', text: paragraph.replace(/^\s*>\s?/gm, '') }]
  }
  if (lines.length > 1 && lines.every((line) => /^(?: {4,}|\t)/.test(line)))
    return [{ kind: 'code', text: paragraph }]
  return [{ kind: 'paragraph', text: paragraph }]
}

/** A title with a rule under it (or above and under), as in reStructuredText. */
function underlinedHeading(lines: string[]): Block[] | null {
  const start = UNDERLINE.test(lines[0]!) ? 1 : 0
  const rule = lines[start + 1]
  if (rule === undefined || !UNDERLINE.test(rule) || lines[start]!.trim() === '') return null
  if (lines[start]!.length > 120 || rule.trim().length * 2 < lines[start]!.trim().length)
    return null
  const level = rule.trim().startsWith('=') ? 1 : 2
  const rest = lines.slice(start + 2).join('\n')
  const heading: Block = { kind: 'heading', level, text: lines[start]! }
  return rest.trim() === '' ? [heading] : [heading, ...toBlocks(rest, undefined)]
}

/** A short line on its own, all in capitals or numbered, with text under it. */
function isHeading(lines: string[], next: string | undefined): boolean {
  const line = lines[0]!.trim()
  if (lines.length > 1 || next === undefined || line.length > 80 || /[.!?,;:]$/.test(line))
    return false
  const isCapitals = /\p{Lu}{2}/u.test(line) && line === line.toUpperCase() && !/\d:\d\d/.test(line)
  return (
    isCapitals ||
    /^(?:(?:chapter|part|section)\s+[\divxlc]+\b|\d+(?:\.\d+)*\.?\s+\p{Lu})/iu.test(line)
  )
}

function list(lines: string[]): Block[] {
  const items: Block[] = []
  for (const line of lines) {
    const last = items.at(-1)
    if (BULLET.test(line) || !last)
      items.push({ kind: 'list-item', text: line.replace(BULLET, '') })
    else last.text += `\n${line}`
  }
  return items
}
