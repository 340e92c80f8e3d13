import { schema } from '@galley/markdown'
import { closeHistory } from 'prosemirror-history'
import type { Node } from 'prosemirror-model'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import { regionDepth } from './commands.ts'

/** An image as a text names it. */
export interface NamedImage {
  src: string
  alt: string
}

interface FoundSection {
  node: Node
  position: number
}

export function findSection(doc: Node, sectionId: string): FoundSection | null {
  let found: FoundSection | null = null
  doc.forEach((node, position) => {
    if (node.type === schema.nodes.section && node.attrs['id'] === sectionId) {
      found = { node, position }
    }
  })
  return found
}

/** The images of a section, in order. */
export function imagesOf(doc: Node, sectionId: string): NamedImage[] {
  const images: NamedImage[] = []
  findSection(doc, sectionId)?.node.descendants((node) => {
    if (node.type === schema.nodes.image) {
      images.push({ src: node.attrs['src'] as string, alt: node.attrs['alt'] as string })
    }
  })
  return images
}

/** Behind the block with the cursor; in a title, at the end of the first section; else null. */
export function placeAtCursor(state: EditorState): number | null {
  const { $head } = state.selection
  const depth = regionDepth($head)
  if (depth !== null && $head.depth > depth) return $head.after(depth + 1)
  let place: number | null = null
  state.doc.forEach((node, position) => {
    if (node.type === schema.nodes.section) place ??= position + node.nodeSize - 1
  })
  return place
}

/** An image in a paragraph of its own, as one step that can be undone. */
export function putImage(tr: Transaction, place: number, { src, alt }: NamedImage): Transaction {
  const image = schema.nodes.image.create({ src, alt })
  return closeHistory(tr.insert(place, schema.nodes.paragraph.create(null, image)))
}

/** Puts an image into a section: where the cursor is in it, or else at its end. */
export const insertImage =
  (sectionId: string, image: NamedImage): Command =>
  (state, dispatch) => {
    const section = findSection(state.doc, sectionId)
    if (!section) return false
    const { node, position } = section
    const end = position + node.nodeSize - 1
    const cursor = placeAtCursor(state)
    const isInside = cursor !== null && cursor > position && cursor <= end
    dispatch?.(putImage(state.tr, isInside ? cursor : end, image).scrollIntoView())
    return true
  }

/** Takes an image out of a section, wherever it names it; a paragraph that held nothing else goes. */
export const removeImage =
  (sectionId: string, src: string): Command =>
  (state, dispatch) => {
    const section = findSection(state.doc, sectionId)
    if (!section) return false
    const ranges: { from: number; to: number }[] = []
    section.node.descendants((node, offset, parent) => {
      if (node.type !== schema.nodes.image || node.attrs['src'] !== src) return
      const from = section.position + 1 + offset
      const isAlone = parent?.type === schema.nodes.paragraph && parent.childCount === 1
      ranges.push(isAlone ? { from: from - 1, to: from + 2 } : { from, to: from + node.nodeSize })
    })
    const tr = closeHistory(state.tr)
    for (const { from, to } of ranges.toReversed()) tr.delete(from, to)
    dispatch?.(tr)
    return ranges.length > 0
  }

/** Says anew what an image shows, where the text says what was said before, or nothing. */
export const describeImage =
  (src: string, before: string, alt: string): Command =>
  (state, dispatch) => {
    const { tr } = state
    state.doc.descendants((node, position) => {
      if (node.type !== schema.nodes.image || node.attrs['src'] !== src) return
      const isTheirs = node.attrs['alt'] !== '' && node.attrs['alt'] !== before
      if (!isTheirs) tr.setNodeAttribute(position, 'alt', alt)
    })
    if (tr.docChanged) dispatch?.(tr)
    return tr.docChanged
  }
