import type { Paragraph, PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { escapeMarkdown } from '../extractive/markdown.ts'
import { toLine } from '../line.ts'

/**
 * A sentence as Markdown that cannot be more than a sentence: emphasis and code stay, links and
 * pictures become their words, everything that would open a block or be HTML is escaped. Text that
 * is like that already comes back as it is.
 *
 * @example
 * inlineMarkdown('# See [the *docs*](https://example.org) <b>') // '\\# See \\[the \\*docs…'
 * inlineMarkdown('See [the *docs*](https://example.org) <b>') // 'See the *docs* \\<b\\>'
 */
export function inlineMarkdown(text: string): string {
  const line = toLine(text)
  const paragraph = asParagraph(line)
  const written = paragraph ? writeAll(paragraph.children, line) : escapeMarkdown(line)
  if (/^\p{L}/u.test(written) || asParagraph(written)) return written.trim()
  // What escaping by context does not see: "1." alone opens a list, "--- ---" is a rule.
  return written.replace(/^(\d*)(?=[!-/:-@[-`{-~])/, '$1\\').trim()
}

/** What a reader sees of inline Markdown. */
export function plainText(markdown: string): string {
  return toString(fromMarkdown(markdown))
}

function asParagraph(line: string): Paragraph | null {
  const { children } = fromMarkdown(line)
  return children.length === 1 && children[0]!.type === 'paragraph' ? children[0] : null
}

function writeAll(nodes: readonly PhrasingContent[], line: string): string {
  return nodes.map((node) => write(node, line)).join('')
}

function write(node: PhrasingContent, line: string): string {
  const start = node.position!.start.offset!
  switch (node.type) {
    case 'text':
    case 'html':
      return escapeMarkdown(node.value)
    case 'inlineCode':
      return line.slice(start, node.position!.end.offset)
    case 'emphasis':
    case 'strong': {
      const mark = line.slice(start, start + (node.type === 'strong' ? 2 : 1))
      return `${mark}${writeAll(node.children, line)}${mark}`
    }
    case 'image':
    case 'imageReference':
      return escapeMarkdown(node.alt ?? '')
    default:
      return 'children' in node ? writeAll(node.children, line) : ' '
  }
}
