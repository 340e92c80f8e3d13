import { schema } from '@galley/markdown'
import { Plugin } from 'prosemirror-state'
import type { EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { editsOf, extendGhost, ghostOf, showGhost } from './ghost-text.ts'

/** A place in the text, as whoever continues it sees it. */
export interface WritingPlace {
  before: string
  after: string
}

export interface SuggestOptions {
  /** Asked before each request. */
  isOn: () => boolean
  /** The next words, as they come; it may fail, and then nothing is shown. */
  ask: (place: WritingPlace, signal: AbortSignal) => AsyncIterable<string>
  /** All of the words are there. */
  onSuggested?: (text: string) => void
}

const PAUSE_MS = 700
const LEAST_LETTERS = 12
const MOST_BEFORE = 2000
const MOST_AFTER = 500

/** Asks for the next words when somebody pauses at the end of a paragraph. */
export const suggestWords = (options: SuggestOptions): Plugin =>
  new Plugin({
    view() {
      let timer: ReturnType<typeof setTimeout> | undefined
      let asking: AbortController | null = null
      const stop = () => {
        clearTimeout(timer)
        asking?.abort()
        asking = null
      }
      return {
        update(view, before) {
          const isEdited = editsOf(view.state) !== editsOf(before)
          const isElsewhere = !view.state.selection.eq(before.selection) && !ghostOf(view.state)
          const isDismissed = ghostOf(before) !== null && ghostOf(view.state) === null
          if (!isEdited && !isElsewhere && !isDismissed) return
          stop()
          if (!isEdited) return
          timer = setTimeout(() => {
            const place = options.isOn() ? readPlace(view) : null
            if (!place) return
            asking = new AbortController()
            void suggest(view, place, options, asking.signal).catch(() => undefined)
          }, PAUSE_MS)
        },
        destroy: stop,
      }
    },
  })

async function suggest(
  view: EditorView,
  place: WritingPlace,
  { ask, onSuggested }: SuggestOptions,
  signal: AbortSignal,
): Promise<void> {
  const at = view.state.selection.head
  let shown = ''
  for await (const words of ask(place, signal)) {
    if (signal.aborted || view.isDestroyed || view.composing) return
    // A space that the author has typed already is not wanted twice.
    const more = shown || !/\s$/u.test(place.before) ? words : words.trimStart()
    if (!more) continue
    const { tr } = view.state
    view.dispatch(shown ? extendGhost(tr, more) : showGhost(tr, { at, text: more }))
    shown += more
  }
  if (shown && !signal.aborted) onSuggested?.(shown.trim())
}

const readPlace = (view: EditorView): WritingPlace | null =>
  view.editable && !view.composing && view.hasFocus() ? placeAt(view.state) : null

/** The end of a paragraph with something in front of it; null elsewhere. */
export function placeAt({ selection, doc }: EditorState): WritingPlace | null {
  const { $head, empty } = selection
  const { parent, parentOffset } = $head
  if (!empty || parent.type !== schema.nodes.paragraph || parentOffset !== parent.content.size) {
    return null
  }
  const before = doc.textBetween($head.start(1), $head.pos, '\n\n', ' ').slice(-MOST_BEFORE)
  if (before.replaceAll(/\s/gu, '').length < LEAST_LETTERS) return null
  return {
    before,
    after: doc.textBetween($head.pos, $head.end(1), '\n\n', ' ').slice(0, MOST_AFTER),
  }
}
