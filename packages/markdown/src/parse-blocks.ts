import type { Definition, Nodes, Parents, PhrasingContent, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { Mark, Node } from 'prosemirror-model'
import { schema } from './schema.ts'

/** A block with the place in the source that it was read from. */
export interface ParsedBlock {
  node: Node
  start: number
  end: number
}

const { nodes, marks } = schema

/**
 * Markdown as blocks of the editor, each with the UTF-16 offsets of its source.
 *
 * @example
 * parseBlocks('One\n\n- two') // a paragraph at 0–3 and a list at 5–10
 */
export function parseBlocks(markdown: string): ParsedBlock[] {
  const tree = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  const reader = createReader(markdown, definitionsIn(tree))
  const blocks: ParsedBlock[] = []
  for (const child of tree.children) {
    const { start, end } = offsetsOf(child)
    // A definition that runs into the next block is given twice by the parser.
    const from = Math.max(start, blocks.at(-1)?.end ?? 0)
    if (from >= end) continue
    const node = from === start ? reader.block(child) : opaqueBlock(markdown.slice(from, end))
    blocks.push({ node, start: from, end })
  }
  return blocks
}

function offsetsOf(node: Nodes): { start: number; end: number } {
  return { start: node.position!.start.offset!, end: node.position!.end.offset! }
}

function definitionsIn(tree: Nodes): Map<string, Definition> {
  const found = new Map<string, Definition>()
  const visit = (node: Nodes): void => {
    // The first of two counts.
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  return found
}

const opaqueBlock = (source: string) => nodes.opaque_block.create({ source })

function createReader(markdown: string, definitions: ReadonlyMap<string, Definition>) {
  const sourceOf = (node: Nodes) => {
    const { start, end } = offsetsOf(node)
    return markdown.slice(start, end)
  }

  function blocksOf(parent: Parents): Node[] {
    const blocks = (parent.children as RootContent[]).map(block)
    return blocks.length > 0 ? blocks : [nodes.paragraph.create()]
  }

  function block(node: RootContent): Node {
    switch (node.type) {
      case 'paragraph':
        return nodes.paragraph.create(null, inlines(node.children))
      case 'heading':
        return nodes.heading.create({ level: node.depth }, inlines(node.children))
      case 'blockquote':
        return nodes.blockquote.create(null, blocksOf(node))
      case 'list': {
        const items = node.children.map((item) =>
          nodes.list_item.create(
            { checked: item.checked ?? null, isLoose: item.spread ?? false },
            blocksOf(item),
          ),
        )
        const isLoose = node.spread ?? false
        return node.ordered
          ? nodes.ordered_list.create({ isLoose, start: node.start ?? 1 }, items)
          : nodes.bullet_list.create({ isLoose }, items)
      }
      case 'code': {
        const attrs = { language: node.lang ?? null, meta: node.meta ?? null }
        return nodes.code_block.create(attrs, node.value ? schema.text(node.value) : null)
      }
      case 'thematicBreak':
        return nodes.horizontal_rule.create()
      case 'table':
        return tableOf(node)
      default:
        return opaqueBlock(sourceOf(node))
    }
  }

  function tableOf(node: Table): Node {
    const width = Math.max(...node.children.map(({ children }) => children.length))
    const rows = node.children.map((row, rowIndex) => {
      const type = rowIndex === 0 ? nodes.table_header : nodes.table_cell
      const cells = Array.from({ length: width }, (_, index) =>
        type.create(
          { align: node.align?.[index] ?? null },
          inlines(row.children[index]?.children ?? []),
        ),
      )
      return nodes.table_row.create(null, cells)
    })
    return nodes.table.create(null, rows)
  }

  const inlines = (children: readonly PhrasingContent[], outer: readonly Mark[] = []): Node[] =>
    children.flatMap((child) => inline(child, outer))

  function inline(node: PhrasingContent, outer: readonly Mark[]): Node[] {
    const inside = (mark: Mark, children: readonly PhrasingContent[]) =>
      inlines(children, mark.addToSet(outer))
    switch (node.type) {
      case 'text':
        return textNodes(node.value, outer)
      case 'inlineCode':
        return node.value ? [schema.text(node.value, marks.code.create().addToSet(outer))] : []
      case 'strong':
        return inside(marks.strong.create(), node.children)
      case 'emphasis':
        return inside(marks.emphasis.create(), node.children)
      case 'delete':
        return inside(marks.strike.create(), node.children)
      case 'break':
        return [nodes.hard_break.create(null, null, outer)]
      case 'link':
        // A link without a word in it cannot be a mark.
        if (node.children.length === 0) return [opaque(node, outer)]
        return inside(
          marks.link.create({ href: node.url, title: node.title ?? null }),
          node.children,
        )
      case 'linkReference': {
        const target = definitions.get(node.identifier)
        if (!target || node.children.length === 0) return [opaque(node, outer)]
        const reference = { label: node.label ?? node.identifier, type: node.referenceType }
        const { url: href, title = null } = target
        return inside(marks.link.create({ href, title, reference }), node.children)
      }
      case 'image': {
        const { url: src, alt, title = null } = node
        return [nodes.image.create({ src, alt: alt ?? '', title }, null, outer)]
      }
      case 'imageReference': {
        const target = definitions.get(node.identifier)
        if (!target) return [opaque(node, outer)]
        const reference = { label: node.label ?? node.identifier, type: node.referenceType }
        const { url: src, title = null } = target
        return [nodes.image.create({ src, alt: node.alt ?? '', title, reference }, null, outer)]
      }
      default:
        return [opaque(node, outer)]
    }
  }

  const opaque = (node: Nodes, outer: readonly Mark[]) =>
    nodes.opaque_inline.create({ source: sourceOf(node) }, null, outer)

  return { block }
}

/** A line end inside a paragraph is a node of its own, so that it is neither shown nor lost. */
function textNodes(text: string, outer: readonly Mark[]): Node[] {
  return text
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [nodes.soft_break.create(null, null, outer)] : []),
      ...(line ? [schema.text(line, outer)] : []),
    ])
}
