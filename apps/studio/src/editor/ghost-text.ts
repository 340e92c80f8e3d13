import { closeHistory } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

/** Words that might come next. They are shown, and are no part of the text. */
export interface GhostText {
  /** The end of the block that the cursor stands at. */
  at: number
  text: string
}

interface GhostMemory {
  ghost: GhostText | null
  /** Grows with every edit that no ghost text foresaw. */
  edits: number
}

type GhostChange = { show: GhostText | null } | { add: string }

const key = new PluginKey<GhostMemory>('ghost')

export const ghostOf = (state: EditorState): GhostText | null => key.getState(state)?.ghost ?? null

export const editsOf = (state: EditorState): number => key.getState(state)?.edits ?? 0

/** Shows these words in the place of all before; null shows none. */
export const showGhost = (tr: Transaction, show: GhostText | null): Transaction =>
  tr.setMeta(key, { show } satisfies GhostChange)

/** Shows more of them, if any of them are still there. */
export const extendGhost = (tr: Transaction, add: string): Transaction =>
  tr.setMeta(key, { add } satisfies GhostChange)

/** Takes what is shown into the text, by itself in what undo takes back. */
export const acceptGhost: Command = accept((text) => text.length)

/** Takes the next word of it. */
export const acceptWord: Command = accept(
  (text) => /^\s*\S+/u.exec(text)?.[0].length ?? text.length,
)

export const dismissGhost: Command = (state, dispatch) => {
  if (!ghostOf(state)) return false
  dispatch?.(showGhost(state.tr, null))
  return true
}

/**
 * Words in grey behind the cursor: Tab takes them, Ctrl and the right arrow one of them, Escape
 * none. Whoever types them anyway walks through them; any other edit and any other place ends them.
 */
export const ghostText = (): Plugin[] => [
  keymap({
    Tab: acceptGhost,
    'Mod-ArrowRight': acceptWord,
    'Alt-ArrowRight': acceptWord,
    Escape: dismissGhost,
  }),
  new Plugin<GhostMemory>({
    key,
    state: { init: () => ({ ghost: null, edits: 0 }), apply: nextMemory },
    props: {
      decorations(state) {
        const ghost = ghostOf(state)
        if (!ghost) return null
        const widget = Decoration.widget(ghost.at, () => draw(ghost.text), {
          side: 1,
          key: ghost.text,
          ignoreSelection: true,
        })
        return DecorationSet.create(state.doc, [widget])
      },
      handleDOMEvents: {
        blur: (view) => (dismissGhost(view.state, view.dispatch), false),
        compositionstart: (view) => (dismissGhost(view.state, view.dispatch), false),
      },
    },
  }),
]

function nextMemory(
  tr: Transaction,
  { ghost, edits }: GhostMemory,
  _before: EditorState,
  state: EditorState,
): GhostMemory {
  const change = tr.getMeta(key) as GhostChange | undefined
  const left = change && 'show' in change ? change.show : followGhost(tr, ghost, state)
  const isEdit = tr.docChanged && !tr.getMeta('rebase') && !tr.getMeta('history$')
  // What is typed as foreseen is no reason to ask again; what is accepted is.
  const isForeseen = left !== null && ghost !== null && !change
  return {
    ghost: left && change && 'add' in change ? { ...left, text: left.text + change.add } : left,
    edits: isEdit && !isForeseen ? edits + 1 : edits,
  }
}

/** What is left of it behind this change: all, the rest of what is being typed, or nothing. */
function followGhost(
  tr: Transaction,
  ghost: GhostText | null,
  { selection, doc }: EditorState,
): GhostText | null {
  if (!ghost || !selection.empty) return null
  const at = tr.docChanged ? tr.mapping.map(ghost.at) : ghost.at
  if (selection.head !== at) return null
  if (!tr.docChanged || tr.getMeta('rebase')) return { ...ghost, at }
  const typed = doc.textBetween(ghost.at, at)
  const isTyped = doc.content.size - tr.before.content.size === typed.length
  const rest = ghost.text.slice(typed.length)
  if (!typed || !isTyped || !ghost.text.startsWith(typed) || !rest.trim()) return null
  return { at, text: rest }
}

function accept(lengthOf: (text: string) => number): Command {
  return (state, dispatch, view) => {
    const ghost = ghostOf(state)
    if (!ghost || view?.composing) return false
    const length = lengthOf(ghost.text)
    const rest = { at: ghost.at + length, text: ghost.text.slice(length) }
    const tr = closeHistory(state.tr.insertText(ghost.text.slice(0, length), ghost.at))
    dispatch?.(showGhost(tr, rest.text.trim() ? rest : null).scrollIntoView())
    // What is written next is another thing to undo.
    view?.dispatch(closeHistory(view.state.tr))
    return true
  }
}

/** Screen readers hear of it once, by an announcement: here it would read as if it were written. */
function draw(text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'ghost'
  element.setAttribute('aria-hidden', 'true')
  element.textContent = text
  return element
}
