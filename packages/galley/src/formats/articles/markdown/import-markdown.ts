import type { Heading, Nodes, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { MarkdownImport } from '../../../flow/documents/index.ts'
import { shorten } from '../line.ts'
import { parseMarkdown } from './portable.ts'

const LONGEST_HEADING = 300

/**
 * Markdown as an article: the first heading of level 1 is its title, what stands before the first
 * one of level 2 its standfirst, and each of those begins a section. Markdown without any is one
 * section. What stands between the headings comes over byte by byte; sections that refer to a
 * definition or a footnote elsewhere get a copy of it.
 *
 * @example
 * importMarkdown({ markdown: '# Worms\n\nIn short.\n\n## Why\n\nBecause.\n' })
 * // { fields: { title: 'Worms', standfirst: 'In short.' }, parts: [{ heading: 'Why', markdown: 'Because.' }] }
 */
export function importMarkdown({
  markdown: given,
  title: wanted,
}: {
  markdown: string
  title?: string | undefined
}): MarkdownImport {
  const markdown = given.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const body = withoutFrontMatter(markdown)
  const { children } = parseMarkdown(body.text)
  const first = children[0]
  const top = isHeading(first, 1) ? first : undefined
  const title = wanted ?? body.title ?? (top && headingText(top))

  const rest = top ? children.slice(1) : children
  const starts = rest.flatMap((node, index) => (isHeading(node, 2) ? [index] : []))
  const parts = starts.map((start, index) => ({
    heading: headingText(rest[start] as Heading) || 'Untitled',
    nodes: rest.slice(start + 1, starts[index + 1]),
  }))
  const before = rest.slice(0, starts[0])
  const write = (nodes: readonly RootContent[]) => writeBlocks(body.text, children, nodes)

  if (parts.length === 0) {
    const text = write(before)
    const only = { heading: shorten(title ?? '', LONGEST_HEADING) || 'Untitled', markdown: text }
    return { fields: { ...(title && { title }) }, parts: text ? [only] : [] }
  }
  const standfirst = write(before)
  return {
    fields: { ...(title && { title }), ...(standfirst && { standfirst }) },
    parts: parts.map(({ heading, nodes }) => ({ heading, markdown: write(nodes) })),
  }
}

const isHeading = (node: RootContent | undefined, depth: Heading['depth']): node is Heading =>
  node?.type === 'heading' && node.depth === depth

const headingText = (heading: Heading) => shorten(toString(heading), LONGEST_HEADING)

/** The title is taken from YAML at the very top; the rest of it is no part of the text. */
function withoutFrontMatter(markdown: string): { text: string; title: string | undefined } {
  const front = /^---[ \t]*\n((?:[\w-]+:.*\n|[ \t].*\n|- .*\n|\n)*?)---[ \t]*(?:\n|$)/.exec(
    markdown,
  )
  if (!front || front[1] === '') return { text: markdown, title: undefined }
  const title = /^title:[ \t]*(["']?)(.+?)\1[ \t]*$/m.exec(front[1]!)?.[2]
  return { text: markdown.slice(front[0].length), title }
}

/** The bytes from the first to the last block, and what they refer to that stands elsewhere. */
function writeBlocks(
  text: string,
  all: readonly RootContent[],
  nodes: readonly RootContent[],
): string {
  const own = nodes.length > 0 ? text.slice(startOf(nodes[0]!), endOf(nodes.at(-1)!)) : ''
  const here = new Set(nodes)
  const missing = all.filter((node) => !here.has(node) && defines(node))
  const wanted = namesIn(nodes)
  // A footnote may refer to what another definition says.
  const used: RootContent[] = []
  for (let found = true; found;) {
    found = false
    for (const node of missing) {
      if (used.includes(node) || !wanted.has(nameOf(node))) continue
      used.push(node)
      for (const name of namesIn([node])) wanted.add(name)
      found = true
    }
  }
  const copies = used.map((node) => text.slice(startOf(node), endOf(node)))
  return [own, ...copies].filter(Boolean).join('\n\n')
}

/** A block's own indentation belongs to it. */
function startOf(node: RootContent): number {
  return node.position!.start.offset! - (node.position!.start.column - 1)
}
const endOf = (node: RootContent) => node.position!.end.offset!

const defines = ({ type }: RootContent) => type === 'definition' || type === 'footnoteDefinition'

/** Links and footnotes are named apart. */
function nameOf(node: Nodes): string {
  const { type, identifier } = node as { type: string; identifier: string }
  return `${type.startsWith('footnote') ? 'footnote' : 'link'} ${identifier}`
}

function namesIn(nodes: readonly Nodes[]): Set<string> {
  const names = new Set<string>()
  const visit = (node: Nodes): void => {
    if (/^(?:link|image|footnote)Reference$/.test(node.type)) names.add(nameOf(node))
    if ('children' in node) node.children.forEach(visit)
  }
  nodes.forEach(visit)
  return names
}
