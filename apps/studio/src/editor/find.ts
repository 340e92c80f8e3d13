import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

interface FindState {
  words: string
  places: readonly { from: number; to: number }[]
  current: number
}

const key = new PluginKey<FindState>('find')
const nothing: FindState = { words: '', places: [], current: -1 }

/** Words in the article, marked wherever they stand. */
export const find = (): Plugin =>
  new Plugin({
    key,
    state: {
      init: () => nothing,
      apply(tr, before) {
        const asked = tr.getMeta(key) as Partial<FindState> | undefined
        const words = asked?.words ?? before.words
        if (!words) return nothing
        const isSame = words === before.words && !tr.docChanged
        const places = isSame ? before.places : placesOf(tr.doc, words)
        const current = asked?.current ?? Math.min(before.current, places.length - 1)
        return { words, places, current: places.length === 0 ? -1 : Math.max(0, current) }
      },
    },
    props: {
      decorations(state) {
        const { places, current } = findState(state)
        return DecorationSet.create(
          state.doc,
          places.map(({ from, to }, index) =>
            Decoration.inline(from, to, {
              class: index === current ? 'found is-current' : 'found',
            }),
          ),
        )
      },
    },
  })

export const findState = (state: EditorState): FindState => key.getState(state) ?? nothing

/** Looks for words from the cursor on; no words ends the search. */
export const findWords =
  (words: string): Command =>
  (state, dispatch) => {
    const { from } = state.selection
    const places = words ? placesOf(state.doc, words) : []
    const next = places.findIndex((place) => place.from >= from)
    dispatch?.(goTo(state.tr.setMeta(key, { words, current: Math.max(0, next) }), places, next))
    return places.length > 0
  }

/** The next place, or the one before; behind the last comes the first. */
export const findNext =
  (step: 1 | -1): Command =>
  (state, dispatch) => {
    const { places, current } = findState(state)
    if (places.length === 0) return false
    const next = (current + step + places.length) % places.length
    dispatch?.(goTo(state.tr.setMeta(key, { current: next }), places, next))
    return true
  }

function goTo(tr: Transaction, places: FindState['places'], index: number): Transaction {
  const place = places[Math.max(0, index)]
  if (!place) return tr
  return tr.setSelection(TextSelection.create(tr.doc, place.from, place.to)).scrollIntoView()
}

function placesOf(doc: Node, words: string): { from: number; to: number }[] {
  const wanted = words.toLowerCase()
  const places: { from: number; to: number }[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    // Lower case may be longer than what it comes from; then offsets would be wrong.
    const text = node.children.map((child) => (child.isText ? child.text! : '\ufffc')).join('')
    const lower = [...text]
      .map((letter) =>
        letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
      )
      .join('')
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      places.push({ from: position + 1 + at, to: position + 1 + at + wanted.length })
    }
    return false
  })
  return places
}
