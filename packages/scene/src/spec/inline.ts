import type { InlineRun, RichParagraph } from '../scene/model.ts'
import { cleanText } from '../text/clean-text.ts'

const marks =
  /\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*|\[([^\][]+)\]\((https?:\/\/[^\s()]+|mailto:[^\s()]+)\)|\^([^\s^]{1,12})\^/gs

/**
 * Text with little marks as runs: `**bold**`, `*italic*`, `[words](https://…)`, `^raised^`.
 *
 * @example
 * parseInline('Up **40 %**') // [{ text: 'Up ' }, { text: '40 %', bold: true }]
 */
export function parseInline(text: string, look: Omit<InlineRun, 'text'> = {}): InlineRun[] {
  const runs: InlineRun[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) runs.push({ text: text.slice(from, to), ...look })
  }
  for (const match of text.matchAll(marks)) {
    plain(match.index)
    from = match.index + match[0].length
    const [, bold, italic, words, link, raised] = match
    if (bold !== undefined) runs.push(...parseInline(bold, { ...look, bold: true }))
    else if (italic !== undefined) runs.push(...parseInline(italic, { ...look, italic: true }))
    else if (words !== undefined) runs.push({ text: words, ...look, link: link! })
    else runs.push({ text: raised!, ...look, position: 'superscript' })
  }
  plain(text.length)
  return runs
}

/** A text as one paragraph. */
export const paragraph = (text: string, look: Omit<RichParagraph, 'runs'> = {}): RichParagraph => ({
  runs: parseInline(cleanText(text).trim()),
  ...look,
})

/** An entry of a list: a text, or one with entries of its own below it. */
export type ListItem = string | { text: string; items: string[] }

/** A list as paragraphs. */
export const list = (
  items: readonly ListItem[],
  kind: 'bullet' | 'number' = 'bullet',
): RichParagraph[] =>
  items.flatMap((item) =>
    typeof item === 'string'
      ? [paragraph(item, { list: kind, level: 0 })]
      : [
          paragraph(item.text, { list: kind, level: 0 }),
          ...item.items.map((text) => paragraph(text, { list: 'bullet', level: 1 })),
        ],
  )
