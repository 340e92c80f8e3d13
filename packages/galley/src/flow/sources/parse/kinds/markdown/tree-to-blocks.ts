import type { Nodes, Paragraph, Parents, Root, Table } from 'mdast'
import type { Block } from '../../parsed-source.ts'
import { parseTimeCode } from '../../transcript/time-code.ts'

/** Cuts a Markdown tree into blocks of plain text, in reading order. */
export async function treeToBlocks(tree: Root): Promise<Block[]> {
  const blocks: Block[] = []
  for (const node of tree.children) await addNode(node, blocks, 'paragraph')
  return blocks
}

/** @param as What a paragraph is here: itself, part of a list item, or part of a quote. */
async function addNode(node: Nodes, blocks: Block[], as: Block['kind']): Promise<void> {
  switch (node.type) {
    case 'heading':
      blocks.push({ kind: 'heading', level: node.depth, text: inlineText(node) })
      return
    case 'paragraph':
      blocks.push({
        kind: isImageAlone(node) ? 'caption' : as,
        text: inlineText(node),
        hasBoldStart: node.children[0]?.type === 'strong',
      })
      return
    case 'code':
      blocks.push({ kind: 'code', text: node.value })
      return
    case 'table':
      blocks.push({ kind: 'table', text: tableText(node) })
      return
    case 'blockquote':
      for (const child of node.children) await addNode(child, blocks, 'quote')
      return
    case 'list':
      for (const item of node.children) {
        for (const child of item.children) await addNode(child, blocks, 'list-item')
      }
      return
    case 'footnoteDefinition':
      for (const child of node.children) await addNode(child, blocks, as)
      return
    case 'html':
      blocks.push(...(await htmlBlocks(node.value)))
      return
    case 'definition':
      // `[Audience]: 00:36:25` is the label of a transcript that looks like a link.
      if (parseTimeCode(node.url) === null) return
      blocks.push({ kind: 'paragraph', text: `${node.label}: ${node.url}` })
      return
    default: // rules carry no text
  }
}

function isImageAlone(node: Paragraph): boolean {
  return node.children.length === 1 && node.children[0]!.type.startsWith('image')
}

/** Embedded HTML is read like a page; comments and bare tags leave nothing. */
async function htmlBlocks(html: string): Promise<Block[]> {
  const words = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^<>]*>/g, '')
  if (words.trim() === '') return []
  const { htmlToBlocks } = await import('../../html/html-to-blocks.ts')
  return htmlToBlocks(html)
}

function tableText(table: Table): string {
  const rows = table.children.map((row) =>
    row.children.map((cell) => inlineText(cell).replace(/\s+/g, ' ')),
  )
  return rows.map((cells) => cells.join(' | ')).join('\n')
}

/** The words of a node: links and images by their text, emphasis and inline tags left off. */
function inlineText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value
    case 'break':
      return '\n'
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? '\n' : ''
    case 'footnoteReference':
      return ''
    default:
      return 'children' in node ? (node as Parents).children.map(inlineText).join('') : ''
  }
}
