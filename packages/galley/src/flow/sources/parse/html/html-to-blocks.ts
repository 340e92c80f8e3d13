import { parseHTML } from 'linkedom'
import type { Block } from '../parsed-source.ts'
import { tableRows } from './table-rows.ts'

/** Elements whose words are not the text of a page. */
const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED CANVAS SVG AUDIO VIDEO BUTTON SELECT TEXTAREA INPUT FORM HEAD NAV DIALOG MENU'.split(
    ' ',
  ),
)
/** Elements that stand in a line; all others begin and end a block. */
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK MATH Q RB RP RT RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR IMG PICTURE SOURCE'.split(
    ' ',
  ),
)
const HEADING = /^H([1-6])$/

/**
 * Cuts an HTML fragment or page into blocks in reading order.
 *
 * @example
 * htmlToBlocks('<h2>Tea</h2><p>Hot <b>water</b></p>')
 * // [{ kind: 'heading', level: 2, text: 'Tea' }, { kind: 'paragraph', text: 'Hot water' }]
 */
export function htmlToBlocks(html: string): Block[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  return elementToBlocks(document.body as unknown as Element)
}

/** The same, for an element that is parsed already. */
export function elementToBlocks(root: Element): Block[] {
  const walker = new BlockWalker()
  walker.walk(root, 'paragraph')
  walker.flush('paragraph')
  return walker.blocks
}

class BlockWalker {
  blocks: Block[] = []
  private line = ''

  walk(parent: Element, kind: Block['kind']): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) this.line += (node.nodeValue ?? '').replace(/\s+/g, ' ')
      else if (node.nodeType === 1) this.element(node as Element, kind)
    }
  }

  /** Ends the block that is being read. Two line breaks are how old pages separate paragraphs. */
  flush(kind: Block['kind'], level?: number): void {
    // A heading may end in the link to itself.
    const line = kind === 'heading' ? this.line.replace(/\s*[#¶§🔗]\s*$/u, '') : this.line
    for (const text of line.split(/\n[\s\u00a0]*\n/)) {
      if (text.trim() !== '') this.blocks.push({ kind, text, ...(level ? { level } : {}) })
    }
    this.line = ''
  }

  private element(element: Element, kind: Block['kind']): void {
    const name = element.tagName.toUpperCase()
    if (SKIPPED.has(name) || isHidden(element)) return
    if (name === 'BR') this.line += '\n'
    else if (INLINE.has(name)) this.walk(element, kind)
    else this.block(element, name, kind)
  }

  private block(element: Element, name: string, kind: Block['kind']): void {
    this.flush(kind)
    const heading = HEADING.exec(name)
    const rows = name === 'TABLE' ? tableRows(element) : null
    if (heading) {
      this.walk(element, 'heading')
      this.flush('heading', Number(heading[1]))
    } else if (name === 'PRE') {
      this.blocks.push({ kind: 'code', text: preformatted(element) })
    } else if (rows) {
      this.blocks.push({ kind: 'table', text: rows.map((cells) => cells.join(' | ')).join('\n') })
    } else {
      const inner = kindOf(name, kind)
      this.walk(element, inner)
      this.flush(inner)
    }
  }
}

/** Program text keeps its lines, whichever way they are broken. */
function preformatted(node: Node): string {
  if (node.nodeType === 3) return node.nodeValue ?? ''
  if (node.nodeName.toUpperCase() === 'BR') return '\n'
  return [...node.childNodes].map(preformatted).join('')
}

function kindOf(name: string, outer: Block['kind']): Block['kind'] {
  if (name === 'LI' || name === 'DT' || name === 'DD') return 'list-item'
  if (name === 'BLOCKQUOTE') return 'quote'
  if (name === 'FIGCAPTION' || name === 'CAPTION') return 'caption'
  return outer
}

function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')
}
