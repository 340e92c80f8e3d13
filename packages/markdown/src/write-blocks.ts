import type {
  BlockContent,
  DefinitionContent,
  Html,
  PhrasingContent,
  Root,
  RootContent,
} from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import type { Options } from 'mdast-util-to-markdown'
import type { Mark, Node } from 'prosemirror-model'
import type { MarkdownStyle } from './style.ts'

/**
 * Blocks of the editor as Markdown, with the marks that the document uses already. A link by
 * reference whose definition is not among `definedIn` (anymore) gets its address written out.
 *
 * @example
 * writeBlocks([paragraph], detectStyle(source)) // 'One'
 */
export function writeBlocks(
  blocks: readonly Node[],
  style: MarkdownStyle,
  definedIn: readonly Node[] = blocks,
): string {
  const { toBlock } = createWriter(labelsIn(definedIn))
  const root: Root = { type: 'root', children: blocks.map(toBlock) }
  const options: Options = {
    bullet: style.bullet,
    emphasis: style.emphasis,
    fence: style.fence,
    rule: '-',
    listItemIndent: 'one',
    resourceLink: false,
    extensions: [gfmToMarkdown({ tablePipeAlign: false, tableCellPadding: true })],
    // What is opaque is written as it was.
    handlers: { html: (node: Html) => node.value },
  }
  return toMarkdown(root, options).replace(/\n$/, '')
}

interface Piece {
  node: Node
  marks: readonly Mark[]
}

interface LinkAttributes {
  href: string
  title: string | null
  reference: { label: string; type: 'full' | 'collapsed' | 'shortcut' } | null
}

/** The labels that definitions among these blocks give addresses to. */
function labelsIn(blocks: readonly Node[]): ReadonlySet<string> {
  return new Set(
    blocks.flatMap(({ attrs }) => {
      const [, label] =
        /^ {0,3}\[([^\]]+)\]:/.exec((attrs['source'] as string | undefined) ?? '') ?? []
      return label ? [labelOf(label)] : []
    }),
  )
}

const labelOf = (label: string) => label.replace(/\s+/g, ' ').trim().toLowerCase()

function createWriter(labels: ReadonlySet<string>) {
  function toBlock(node: Node): RootContent {
    const { attrs } = node
    switch (node.type.name) {
      case 'heading':
        return {
          type: 'heading',
          depth: Math.min(6, Math.max(1, attrs['level'] as number)) as 1 | 2 | 3 | 4 | 5 | 6,
          children: toInlines(node),
        }
      case 'blockquote':
        return { type: 'blockquote', children: blocksIn(node) }
      case 'bullet_list':
      case 'ordered_list':
        return {
          type: 'list',
          ordered: node.type.name === 'ordered_list',
          start: node.type.name === 'ordered_list' ? (attrs['start'] as number) : null,
          spread: attrs['isLoose'] as boolean,
          children: node.children.map((item) => ({
            type: 'listItem',
            checked: item.attrs['checked'] as boolean | null,
            spread: item.attrs['isLoose'] as boolean,
            children: blocksIn(item),
          })),
        }
      case 'code_block':
        return {
          type: 'code',
          lang: attrs['language'] as string | null,
          meta: attrs['meta'] as string | null,
          value: node.textContent,
        }
      case 'horizontal_rule':
        return { type: 'thematicBreak' }
      case 'table':
        return {
          type: 'table',
          align: (node.firstChild?.children ?? []).map(
            (cell) => cell.attrs['align'] as 'left' | 'right' | 'center' | null,
          ),
          children: node.children.map((row) => ({
            type: 'tableRow',
            children: row.children.map((cell) => ({
              type: 'tableCell',
              children: toInlines(cell, { isInCell: true }),
            })),
          })),
        }
      case 'opaque_block':
        return { type: 'html', value: attrs['source'] as string }
      default:
        return { type: 'paragraph', children: toInlines(node) }
    }
  }

  const blocksIn = (node: Node) =>
    node.children.map(toBlock) as (BlockContent | DefinitionContent)[]

  function toInlines(node: Node, { isInCell = false } = {}): PhrasingContent[] {
    const pieces = node.children.map((child) => ({ node: child, marks: child.marks }))
    return nest(trimmedAtMarks(pieces), isInCell)
  }

  /** Marks around what they mark, the one that reaches furthest outermost. */
  function nest(pieces: readonly Piece[], isInCell: boolean): PhrasingContent[] {
    const out: PhrasingContent[] = []
    for (let at = 0; at < pieces.length;) {
      const piece = pieces[at]!
      const outermost = piece.marks
        .filter(({ type }) => type.name !== 'code')
        .map((mark) => ({ mark, reach: reachOf(mark, pieces, at) }))
        .toSorted((a, b) => b.reach - a.reach)[0]
      if (!outermost) {
        const inline = toInline(piece, isInCell)
        const last = out.at(-1)
        // Text beside text is one text, so that what must be escaped is seen as a whole.
        if (inline.type === 'text' && last?.type === 'text') last.value += inline.value
        else out.push(inline)
        at += 1
        continue
      }
      const { mark, reach } = outermost
      const inside = pieces
        .slice(at, reach)
        .map((inner) => ({ ...inner, marks: mark.removeFromSet(inner.marks) }))
      out.push(wrap(mark, nest(inside, isInCell)))
      at = reach
    }
    return out
  }

  function wrap({ type, attrs }: Mark, children: PhrasingContent[]): PhrasingContent {
    switch (type.name) {
      case 'strong':
        return { type: 'strong', children }
      case 'emphasis':
        return { type: 'emphasis', children }
      case 'strike':
        return { type: 'delete', children }
      default: {
        const { href, title, reference } = attrs as LinkAttributes
        return reference && labels.has(labelOf(reference.label))
          ? {
              type: 'linkReference',
              identifier: reference.label,
              label: reference.label,
              // Its words may have changed, and then they no longer name what is referred to.
              referenceType: 'full',
              children: children as never,
            }
          : { type: 'link', url: href, title, children: children as never }
      }
    }
  }

  function toInline({ node, marks }: Piece, isInCell: boolean): PhrasingContent {
    const { attrs } = node
    switch (node.type.name) {
      case 'text':
        return marks.some(({ type }) => type.name === 'code')
          ? { type: 'inlineCode', value: node.text! }
          : { type: 'text', value: node.text! }
      case 'hard_break':
        // A cell is one line.
        return isInCell ? { type: 'html', value: '<br>' } : { type: 'break' }
      case 'soft_break':
        return { type: 'text', value: isInCell ? ' ' : '\n' }
      case 'image': {
        const { src, alt, title, reference } = attrs as LinkAttributes & {
          src: string
          alt: string
        }
        return reference && labels.has(labelOf(reference.label))
          ? {
              type: 'imageReference',
              identifier: reference.label,
              label: reference.label,
              referenceType: 'full',
              alt,
            }
          : { type: 'image', url: src, alt, title }
      }
      default:
        return { type: 'html', value: attrs['source'] as string }
    }
  }

  return { toBlock }
}

function reachOf(mark: Mark, pieces: readonly Piece[], from: number): number {
  let to = from
  while (to < pieces.length && mark.isInSet(pieces[to]!.marks)) to += 1
  return to
}

/**
 * Spaces at the ends of bold or struck words are moved outside: inside they would keep the marks
 * from being read as marks.
 */
function trimmedAtMarks(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap(({ node, marks }, index) => {
    const flanking = marks.filter(({ type }) => FLANKING.has(type.name))
    const isCode = marks.some(({ type }) => type.name === 'code')
    if (flanking.length === 0 || !node.isText || isCode) return [{ node, marks }]
    const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(node.text!)!
    const outside = (neighbour: Piece | undefined) =>
      marks.filter(
        (mark) => !FLANKING.has(mark.type.name) || (neighbour && mark.isInSet(neighbour.marks)),
      )
    const part = (text: string | undefined, own: readonly Mark[]) =>
      text ? [{ node: node.type.schema.text(text), marks: own }] : []
    return [
      ...part(before, outside(pieces[index - 1])),
      ...part(words, marks),
      ...part(after, outside(pieces[index + 1])),
    ]
  })
}

const FLANKING: ReadonlySet<string> = new Set(['strong', 'emphasis', 'strike'])
