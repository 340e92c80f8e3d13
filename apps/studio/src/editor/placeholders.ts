import { schema } from '@galley/markdown'
import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

export interface PlaceholderTexts {
  title: string
  standfirst: string
  heading: string
  /** In the empty paragraph that the cursor is in. */
  paragraph: string
}

const { nodes } = schema

/** What belongs into a place that is empty. CSS shows it; it is never part of the text. */
export const placeholders = (texts: () => PlaceholderTexts): Plugin =>
  new Plugin({
    props: {
      decorations({ doc, selection }) {
        const found: Decoration[] = []
        const mark = (position: number, size: number, text: string) =>
          found.push(
            Decoration.node(position, position + size, {
              class: 'is-empty',
              'data-placeholder': text,
            }),
          )
        const { title, standfirst, heading, paragraph } = texts()
        const { $from, empty } = selection
        doc.forEach((node, position) => {
          if (node.type === nodes.title && node.content.size === 0)
            mark(position, node.nodeSize, title)
          if (node.type === nodes.standfirst && node.textContent === '' && node.childCount === 1) {
            mark(position + 1, node.firstChild!.nodeSize, standfirst)
          }
          const first = node.firstChild
          if (node.type === nodes.section && first?.content.size === 0) {
            mark(position + 1, first.nodeSize, heading)
          }
        })
        const { parent } = $from
        const isBlank = empty && parent.type === nodes.paragraph && parent.content.size === 0
        if (isBlank && $from.node(-1).type !== nodes.standfirst) {
          mark($from.before(), parent.nodeSize, paragraph)
        }
        return DecorationSet.create(doc, found)
      },
    },
  })
