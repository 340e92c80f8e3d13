import { schema } from '@galley/markdown'
import { Plugin } from 'prosemirror-state'
import { newSectionId } from './commands.ts'

/** Each section has an id of its own, also after it was split, copied or pasted. */
export const sectionIds = (): Plugin =>
  new Plugin({
    appendTransaction(transactions, _before, state) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null
      const seen = new Set<string>()
      const { tr } = state
      state.doc.forEach((node, position) => {
        if (node.type !== schema.nodes.section) return
        const id = node.attrs['id'] as string | null
        if (id && !seen.has(id)) {
          seen.add(id)
          return
        }
        tr.setNodeAttribute(position, 'id', newSectionId())
      })
      return tr.docChanged ? tr : null
    },
  })
