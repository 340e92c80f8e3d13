import type { RootContent } from 'mdast'
import { blocksToCitedText } from '../cited-text.ts'
import type { CheckedBlock } from '../cited-text.ts'
import type { CitedText } from '../article.ts'
import { parseMarkdown } from '../markdown/portable.ts'

/** What is no prose, and so is not put into other words. */
const KEPT: ReadonlySet<string> = new Set([
  'code',
  'definition',
  'footnoteDefinition',
  'heading',
  'html',
  'table',
  'thematicBreak',
])

const isKept = (node: RootContent): boolean =>
  KEPT.has(node.type) ||
  (node.type === 'paragraph' &&
    node.children.every(
      (child) =>
        child.type === 'image' ||
        child.type === 'imageReference' ||
        (child.type === 'text' && child.value.trim() === ''),
    ))

export interface SectionText {
  /** The Markdown with a mark in the place of each block that is kept. */
  shown: string
  /** The blocks that stay as they are, byte for byte: pictures, tables, code, headings inside. */
  kept: string[]
}

/** How a kept block is shown to a model: `⟦2⟧`, from 1. */
const MARK = /^\s*⟦(\d{1,4})⟧\s*$/u

/**
 * Takes out of a section what only its author can write.
 *
 * @example
 * takeOutKept('Bees fly.\n\n![A bee](bee.png)').shown // 'Bees fly.\n\n⟦1⟧'
 */
export function takeOutKept(markdown: string): SectionText {
  const kept: string[] = []
  let shown = ''
  let from = 0
  for (const node of parseMarkdown(markdown).children) {
    if (!isKept(node)) continue
    const [start, end] = [node.position!.start.offset!, node.position!.end.offset!]
    kept.push(markdown.slice(start, end))
    shown += `${markdown.slice(from, start)}⟦${kept.length}⟧`
    from = end
  }
  return { shown: shown + markdown.slice(from), kept }
}

/**
 * Written blocks with the kept ones back in their places. One that the writer left out stands at the
 * end: it is not theirs to take away.
 */
export function putBackKept(blocks: readonly CheckedBlock[], kept: readonly string[]): CitedText {
  let text: CitedText = { markdown: '', sentences: [] }
  let prose: CheckedBlock[] = []
  const missing = new Set(kept.keys())
  const flush = () => {
    if (prose.length > 0) text = append(text, blocksToCitedText(prose))
    prose = []
  }
  const keep = (index: number) => {
    missing.delete(index)
    text = append(text, { markdown: kept[index]!, sentences: [] })
  }
  for (const block of blocks) {
    const index = markOf(block)
    if (index === null) prose.push(block)
    else if (missing.has(index)) {
      flush()
      keep(index)
    }
  }
  flush()
  for (const index of missing) keep(index)
  return text
}

/** Which kept block this one stands for; null: it is prose. */
function markOf({ sentences }: CheckedBlock): number | null {
  const mark = sentences.length === 1 ? MARK.exec(sentences[0]!.text) : null
  return mark ? Number(mark[1]) - 1 : null
}

function append(before: CitedText, next: CitedText): CitedText {
  if (next.markdown === '') return before
  const offset = before.markdown === '' ? 0 : before.markdown.length + 2
  return {
    markdown: offset === 0 ? next.markdown : `${before.markdown}\n\n${next.markdown}`,
    sentences: [
      ...before.sentences,
      ...next.sentences.map((sentence) => ({
        ...sentence,
        start: sentence.start + offset,
        end: sentence.end + offset,
      })),
    ],
  }
}
