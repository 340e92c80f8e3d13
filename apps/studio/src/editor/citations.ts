import { parseBlocks, schema } from '@galley/markdown'
import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorState, Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

export interface Citation {
  source_id: string
  segment_id: string
  start: number
  end: number
}

/** A sentence with what it rests on; offsets are into the Markdown of its region. */
export interface CitedSentence {
  start: number
  end: number
  citations: readonly Citation[]
  support: 'supported' | 'unsupported' | 'unchecked'
}

/** A region's Markdown with its sentences, by its section's id; `standfirst` and `takeaways` too. */
export type CitedRegions = ReadonlyMap<
  string,
  { markdown: string; sentences: readonly CitedSentence[] }
>

const { nodes } = schema
const key = new PluginKey<DecorationSet>('citations')

/** Marks sentences by what carries them. A sentence that is edited loses its mark until it is saved. */
export const citations = (): Plugin =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before) {
        const regions = tr.getMeta(key) as CitedRegions | undefined
        if (regions) return decorate(tr.doc, regions)
        return tr.docChanged ? forgetEdited(before.map(tr.mapping, tr.doc), tr) : before
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })

/** Puts the marks of these regions in the place of all before. */
export const showCitations = (tr: Transaction, regions: CitedRegions): Transaction =>
  tr.setMeta(key, regions).setMeta('addToHistory', false)

/** The sentence at a position, if it has a mark. */
export function sentenceAt(
  state: EditorState,
  position: number,
): { sentence: CitedSentence; from: number; to: number } | null {
  const [found] = key.getState(state)?.find(position, position) ?? []
  if (!found) return null
  const { sentence } = found.spec as { sentence: CitedSentence }
  return { sentence, from: found.from, to: found.to }
}

function forgetEdited(set: DecorationSet, tr: Transaction): DecorationSet {
  let left = set
  tr.mapping.maps.forEach((map, index) => {
    const rest = tr.mapping.slice(index + 1)
    map.forEach((_oldStart, _oldEnd, start, end) => {
      left = left.remove(left.find(rest.map(start, -1), rest.map(end, 1)))
    })
  })
  return left
}

function decorate(doc: Node, regions: CitedRegions): DecorationSet {
  const decorations: Decoration[] = []
  doc.forEach((node, position) => {
    const name = node.type === nodes.section ? (node.attrs['id'] as string) : node.type.name
    const region = regions.get(name)
    if (!region) return
    for (const { from, to, sentence } of locateSentences(node, position, region)) {
      decorations.push(
        Decoration.inline(from, to, { class: `sentence is-${sentence.support}` }, { sentence }),
      )
    }
  })
  return DecorationSet.create(doc, decorations)
}

/**
 * Where the sentences of a region's Markdown stand in its node: found by their words, in order, so
 * that marks and escapes between the two do not matter.
 */
export function locateSentences(
  region: Node,
  position: number,
  { markdown, sentences }: { markdown: string; sentences: readonly CitedSentence[] },
): { from: number; to: number; sentence: CitedSentence }[] {
  const blocks = textblocksIn(region, position)
  const found: { from: number; to: number; sentence: CitedSentence }[] = []
  let block = 0
  let offset = 0
  for (const sentence of sentences) {
    const words = plainText(markdown.slice(sentence.start, sentence.end))
    if (!words) continue
    for (let at = block; at < blocks.length; at++) {
      const index = blocks[at]!.text.indexOf(words, at === block ? offset : 0)
      if (index < 0) continue
      const from = blocks[at]!.start + index
      found.push({ from, to: from + words.length, sentence })
      block = at
      offset = index + words.length
      break
    }
  }
  return found
}

/** The text of each textblock, a character for each position in it. */
function textblocksIn(region: Node, position: number): { text: string; start: number }[] {
  const blocks: { text: string; start: number }[] = []
  region.descendants((node, offset) => {
    if (!node.isTextblock) return true
    if (node.type !== nodes.section_heading) {
      blocks.push({ text: flatText(node), start: position + offset + 2 })
    }
    return false
  })
  return blocks
}

/** Every leaf is one character here, as it is one position. */
const flatText = (node: Node): string =>
  node.children.map((child) => (child.isText ? child.text! : ' ')).join('')

const plainText = (markdown: string): string =>
  parseBlocks(markdown)
    .map(({ node }) => deepText(node))
    .join(' ')
    .trim()

const deepText = (node: Node): string =>
  node.isTextblock ? flatText(node) : node.children.map(deepText).join(' ')
