import { schema } from '@galley/markdown'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorState, Transaction } from 'prosemirror-state'

/** A slash at the beginning of an empty paragraph, and what was typed behind it. */
export interface SlashState {
  /** Where the slash stands. */
  from: number
  query: string
}

interface SlashMemory {
  slash: SlashState | null
  /** The slash at which somebody closed the list. */
  dismissedAt: number | null
}

const key = new PluginKey<SlashMemory>('slash')

/** Keys that the list of blocks takes while it is open; true when it used them. */
export type SlashKeys = (event: KeyboardEvent) => boolean

/** Opens the list of blocks behind a slash. Whoever shows the list hears its keys first. */
export const slashMenu = (onKey: SlashKeys): Plugin =>
  new Plugin<SlashMemory>({
    key,
    state: {
      init: () => ({ slash: null, dismissedAt: null }),
      apply(tr, before, _old, state) {
        const slash = readSlash(state)
        if (!slash) return { slash: null, dismissedAt: null }
        const dismissedAt = (tr.getMeta(key) as number | undefined) ?? before.dismissedAt
        return { slash: slash.from === dismissedAt ? null : slash, dismissedAt }
      },
    },
    props: {
      handleKeyDown: (view, event) =>
        slashState(view.state) !== null && !event.isComposing && onKey(event),
    },
  })

export const slashState = (state: EditorState): SlashState | null =>
  key.getState(state)?.slash ?? null

/** Closes the list; the slash stays as text. */
export const dismissSlash = (tr: Transaction, { from }: SlashState): Transaction =>
  tr.setMeta(key, from)

function readSlash({ selection }: EditorState): SlashState | null {
  const { $from, empty } = selection
  const { parent, parentOffset } = $from
  if (!empty || parent.type !== schema.nodes.paragraph || parentOffset !== parent.content.size) {
    return null
  }
  const [, query] = /^\/([\p{L}\p{N} -]{0,24})$/u.exec(parent.textContent) ?? []
  return query === undefined ? null : { from: $from.start(), query }
}
