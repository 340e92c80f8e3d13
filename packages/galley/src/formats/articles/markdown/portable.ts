import type { Definition, Heading, Nodes, Parents, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import { gfm } from 'micromark-extension-gfm'

/** Sections have the second level; what a section holds goes below it. */
const HIGHEST_HEADING = 3

/**
 * Markdown that can stand among other Markdown: nothing in it reaches out of it. Headings go below
 * the section's own, reference links carry their addresses, footnotes get names of their own, open
 * fences are closed, HTML is shown instead of run, and addresses that run code are taken out.
 * Markdown that does none of this comes back as it was written.
 *
 * @param name of this stretch, for its footnotes
 */
export function portableMarkdown(markdown: string, name: string): string {
  const tree = parseMarkdown(markdown)
  // A fence that is never closed can only be the last block.
  const isOpen = tree.children.at(-1)?.type === 'code'
  const written =
    isOpen || [...walk(tree)].some(reachesOut)
      ? toMarkdown(contain(tree, name), { extensions: [gfmToMarkdown()], ...STYLE })
      : markdown
  // A reader of bare CommonMark may see a link where GitHub's sees part of an address.
  const bare = fromMarkdown(written)
  const safe = [...walk(bare)].some(isHostile) ? toMarkdown(contain(bare, name), STYLE) : written
  return safe.replace(/^(?:[ \t]*\n)+|\s+$/g, '')
}

const STYLE = { bullet: '-', rule: '-' } as const

/** As the exports read it: CommonMark with GitHub's tables, footnotes and strikethrough. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

function* walk(node: Nodes): Generator<Nodes> {
  yield node
  if ('children' in node) for (const child of node.children) yield* walk(child)
}

function reachesOut(node: Nodes): boolean {
  if (node.type === 'heading') return node.depth < HIGHEST_HEADING
  const isNamed = /^(?:definition|linkReference|imageReference|footnote\w+)$/.test(node.type)
  return isNamed || isHostile(node)
}

function isHostile(node: Nodes): boolean {
  if (node.type === 'link' || node.type === 'image') return !isSafeAddress(node.url)
  return node.type === 'html'
}

/** Relative, or of a scheme that shows something and runs nothing: as the HTML export decides. */
function isSafeAddress(url: string): boolean {
  const scheme = /^([^/?#:]*):/.exec(url)?.[1]
  return scheme === undefined || /^(?:https?|mailto)$/i.test(scheme)
}

/** Changes the tree so that nothing in it reaches out of it. */
function contain(tree: Root, name: string): Root {
  const nodes = [...walk(tree)]
  const definitions = new Map<string, Definition>()
  for (const node of nodes) {
    if (node.type === 'definition' && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node)
    }
  }
  const depths = nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : []))
  const shift = Math.max(0, HIGHEST_HEADING - Math.min(...depths))
  rewrite(tree, { name, shift, definitions })
  return tree
}

interface Surroundings {
  name: string
  shift: number
  definitions: ReadonlyMap<string, Definition>
}

function rewrite(parent: Parents, around: Surroundings): void {
  const isFlow = /^(?:root|blockquote|listItem|footnoteDefinition)$/.test(parent.type)
  const children = (parent.children as RootContent[]).flatMap((child) => {
    const [node, ...none] = resolve(child, isFlow, around)
    if (!node) return none
    if ('children' in node) rewrite(node, around)
    const isUnwrapped = node.type === 'link' && !isSafeAddress(node.url)
    return isUnwrapped ? node.children : [node]
  })
  parent.children = children as typeof parent.children
}

/** What stands in a node's place: one node, or none. */
function resolve(node: RootContent, isFlow: boolean, around: Surroundings): RootContent[] {
  const { name, shift, definitions } = around
  switch (node.type) {
    case 'heading':
      return [{ ...node, depth: Math.min(6, node.depth + shift) as Heading['depth'] }]
    case 'html': {
      const { value } = node
      if (/^<!--[^]*-->$/.test(value)) return []
      return [isFlow ? { type: 'code', lang: 'html', value } : { type: 'text', value }]
    }
    case 'definition':
      return []
    case 'linkReference': {
      const { url, title } = definitions.get(node.identifier)!
      return [{ type: 'link', url, title: title ?? null, children: node.children }]
    }
    case 'imageReference': {
      const { url, title } = definitions.get(node.identifier)!
      return resolve(
        { type: 'image', url, title: title ?? null, alt: node.alt ?? '' },
        isFlow,
        around,
      )
    }
    case 'image':
      return [isSafeAddress(node.url) ? node : { type: 'text', value: node.alt ?? '' }]
    case 'footnoteDefinition':
    case 'footnoteReference': {
      const label = `${name}-${node.label ?? node.identifier}`
      return [{ ...node, label, identifier: label.toLowerCase() }]
    }
    default:
      return [node]
  }
}
