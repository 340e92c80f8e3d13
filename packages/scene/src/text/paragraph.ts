import {
  prepareRichInline,
  walkRichInlineLineRanges,
  materializeRichInlineLineRange,
} from '@chenglou/pretext/rich-inline'
import type {
  PreparedRichInline,
  RichInlineBox,
  RichInlineItem,
} from '@chenglou/pretext/rich-inline'
import { measurableFont, preparedSize, withBrowserRules } from './browser-rules.ts'
import type { FontLibrary, FontRequest } from './font-library.ts'
import { measureEms } from './measure.ts'
import { emojiAdvance, emojiPattern } from './split-by-face.ts'

/** Text that looks the same from its first character to its last. */
export interface TextRun extends FontRequest {
  text: string
  /** Size as a part of the paragraph's: 1, or less for what stands above or below the line. */
  scale: number
  /** How far the run is raised above the line, in ems of the paragraph. */
  raise: number
  /** Room added after each character, in ems. */
  tracking: number
}

/** A paragraph whose words are measured: it can be broken at any size and width by arithmetic. */
export interface Paragraph {
  runs: readonly TextRun[]
  /** All runs as one text; lines point into it. */
  text: string
  /** Where each run starts in the text. */
  starts: readonly number[]
  /** The widest word that has to stay whole, in ems: narrower boxes would cut it. */
  widestWord: number
  /** Room between two tab stops, in ems. */
  tabStop: number
  breakable: PreparedRichInline
  /** What the breaker saw, as offsets in the text: an emoji is an item of its own. */
  items: readonly { start: number; end: number; isBox: boolean }[]
}

/** Where a line starts and ends in the text of its paragraph, without the spaces that hang. */
export interface LineRange {
  start: number
  end: number
}

const emojis = new RegExp(emojiPattern, 'gv')

/** Measures a paragraph once; `breakLines` then costs next to nothing. */
export function prepareParagraph(
  fonts: FontLibrary,
  runs: readonly TextRun[],
  language: string,
): Paragraph {
  const starts: number[] = []
  const items: { start: number; end: number; isBox: boolean }[] = []
  const inline: (RichInlineItem | RichInlineBox)[] = []
  let text = ''
  for (const run of runs) {
    starts.push(text.length)
    const font = `${preparedSize * run.scale}px "${measurableFont(fonts, run)}"`
    const add = (from: number, to: number, isEmoji: boolean) => {
      if (from === to) return
      items.push({ start: text.length + from, end: text.length + to, isBox: isEmoji })
      inline.push(
        isEmoji
          ? { width: emojiAdvance * preparedSize * run.scale }
          : {
              text: run.text.slice(from, to),
              font,
              letterSpacing: run.tracking * preparedSize * run.scale,
            },
      )
    }
    let from = 0
    for (const match of run.text.matchAll(emojis)) {
      add(from, match.index, false)
      from = match.index + match[0].length
      add(match.index, from, true)
    }
    add(from, run.text.length, false)
    text += run.text
  }
  return {
    runs,
    text,
    starts,
    items,
    widestWord: Math.max(0, ...runs.map((run) => widestWord(fonts, run))),
    tabStop: runs[0] ? 8 * measureEms(fonts, ' ', runs[0]) * runs[0].scale : 2,
    breakable: withBrowserRules(language, () =>
      prepareRichInline(inline, { whiteSpace: 'pre-wrap' }),
    ),
  }
}

/** The lines of a paragraph in type of a size, in a column of a width; both in one unit. */
export function breakLines(paragraph: Paragraph, size: number, width: number): LineRange[] {
  const lines: LineRange[] = []
  if (paragraph.items.length === 0) return [{ start: 0, end: 0 }]
  const columns = Math.max(1, (width / size) * preparedSize)
  walkRichInlineLineRanges(paragraph.breakable, columns, (range) => {
    const { fragments } = materializeRichInlineLineRange(paragraph.breakable, range)
    const first = fragments[0]
    const last = fragments.at(-1)
    const before = lines.at(-1)?.end ?? 0
    if (!first || !last) {
      lines.push({ start: before, end: before })
      return
    }
    const opening = paragraph.items[first.itemIndex]!
    const start = opening.start + (opening.isBox ? 0 : first.sourceStart)
    const item = paragraph.items[last.itemIndex]!
    // A box has no text of its own: the line takes all of it.
    const end = item.isBox ? item.end : item.start + last.sourceEnd
    lines.push({ start, end: trimEnd(paragraph.text, start, end) })
  })
  return lines.length > 0 ? lines : [{ start: 0, end: 0 }]
}

/** How many lines that would be. */
export function countLines(paragraph: Paragraph, size: number, width: number): number {
  if (paragraph.items.length === 0) return 1
  const columns = Math.max(1, (width / size) * preparedSize)
  return Math.max(
    1,
    walkRichInlineLineRanges(paragraph.breakable, columns, () => {}),
  )
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end
  while (at > start && /[\s]/.test(text[at - 1]!)) at--
  return at
}

/** Words of scripts that put spaces between them; others break nearly anywhere. */
const words =
  /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}\p{Nd}][^\s\p{Pd}/\u200B\u00AD\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}]*/gu
const longestMeasured = 200

function widestWord(fonts: FontLibrary, run: TextRun): number {
  let widest = 0
  for (const [word] of run.text.matchAll(words)) {
    const measured = word.slice(0, longestMeasured)
    const ems = measureEms(fonts, measured, run) + run.tracking * measured.length
    widest = Math.max(widest, ems * run.scale * (word.length / measured.length))
  }
  return widest
}
