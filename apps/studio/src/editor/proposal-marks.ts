import { schema } from '@galley/markdown'
import { DOMSerializer } from 'prosemirror-model'
import type { Node, Slice } from 'prosemirror-model'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorState, Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { SectionChange } from './section-changes.ts'

/** What is proposed for a section, shown in its text. */
export interface ShownProposal {
  /** The section as it was compared; once it is another, nothing is shown any more. */
  section: Node
  changes: readonly SectionChange[]
  /** By their place among the changes. */
  left: ReadonlySet<number>
  /** The one that is looked at elsewhere. */
  current: number | null
  /** Its end is not there yet: what follows in the section is not yet taken away. */
  isWriting: boolean
  /** Names of the buttons that take a change and leave it. */
  label: (number: number) => string
  onToggle: (index: number) => void
}

const key = new PluginKey<ShownProposal | null>('proposal')

/** Shows what is proposed in the place of what was shown before; null shows nothing. */
export const showProposal = (tr: Transaction, shown: ShownProposal | null): Transaction =>
  tr.setMeta(key, { shown }).setMeta('addToHistory', false)

/**
 * A proposal in the text that it is for: what goes is struck out, what comes stands behind it, with
 * a button at each change. None of it is part of the text.
 */
export const proposalMarks = (): Plugin =>
  new Plugin<ShownProposal | null>({
    key,
    state: {
      init: () => null,
      apply(tr, shown) {
        const change = tr.getMeta(key) as { shown: ShownProposal | null } | undefined
        return change ? change.shown : shown
      },
    },
    props: { decorations: (state) => draw(state) },
  })

function draw(state: EditorState): DecorationSet | null {
  const shown = key.getState(state)
  if (!shown) return null
  const start = startOf(state.doc, shown.section)
  if (start === null) return null
  const pending = shown.isWriting ? firstPending(shown) : Infinity
  const decorations = shown.changes.flatMap((change, index) =>
    decorate(shown, change, index, start, index >= pending),
  )
  return DecorationSet.create(state.doc, decorations)
}

/** Where the first child of this section stands; null when it is no longer what it was. */
function startOf(doc: Node, section: Node): number | null {
  let start: number | null = null
  doc.forEach((node, position) => {
    if (node === section) start = position + 1
  })
  return start
}

function decorate(
  shown: ShownProposal,
  change: SectionChange,
  index: number,
  start: number,
  isPending: boolean,
): Decoration[] {
  const { section, left, current, isWriting } = shown
  const from = start + change.from
  const to = start + change.to
  const state = left.has(index) ? 'left' : 'taken'
  const isCurrent = current === index
  const decorations: Decoration[] = []
  if (from < to) {
    const look = `proposal-removed is-${isPending ? 'pending' : state}${isCurrent ? ' is-current' : ''}`
    decorations.push(Decoration.inline(from, to, { class: look }))
    section.nodesBetween(change.from, change.to, (node, position) => {
      const isInside = position >= change.from && position + node.nodeSize <= change.to
      if (node.isBlock && node.isAtom && isInside) {
        const at = start + position
        decorations.push(Decoration.node(at, at + node.nodeSize, { class: look }))
      }
    })
  }
  const spec = {
    side: 1,
    ignoreSelection: true,
    // Drawn anew when it looks otherwise.
    key: `${index} ${state} ${isCurrent} ${isWriting} ${change.added.length}`,
    stopEvent: () => true,
  }
  return [...decorations, Decoration.widget(to, () => widget(shown, change, index), spec)]
}

/** From which change on the section only lacks what is not written yet. */
function firstPending({ section, changes }: ShownProposal): number {
  let first = changes.length
  let end = section.content.size
  while (first > 0) {
    const { to, from, added } = changes[first - 1]!
    if (added || section.textBetween(to, end).trim()) break
    end = from
    first -= 1
  }
  return first
}

/**
 * What comes, and the button. The panel beside the text says the same to screen readers, one change
 * after the other: here it would be read as if it were written.
 */
function widget(shown: ShownProposal, { slice }: SectionChange, index: number): HTMLElement {
  const { left, current, isWriting, label, onToggle } = shown
  const isTaken = !left.has(index)
  const place = element('span', 'proposal-change')
  place.setAttribute('aria-hidden', 'true')
  if (slice.size > 0) {
    const added = element('ins', `proposal-added is-${isTaken ? 'taken' : 'left'}`)
    if (current === index) added.classList.add('is-current')
    added.append(drawSlice(slice))
    place.append(added)
  }
  if (isWriting) return place
  const button = element('button', 'proposal-button')
  button.type = 'button'
  button.tabIndex = -1
  button.title = label(index + 1)
  button.dataset['taken'] = String(isTaken)
  button.append(isTaken ? '✓' : '✕')
  button.addEventListener('mousedown', (event) => event.preventDefault())
  button.addEventListener('click', () => onToggle(index))
  place.append(button)
  return place
}

const serializer = DOMSerializer.fromSchema(schema)

/** Whole blocks as blocks. What begins within one stands in its line, with a sign where one ends. */
function drawSlice({ content, openStart }: Slice): DocumentFragment | HTMLElement {
  const isInline = content.firstChild?.isInline ?? false
  if (isInline || openStart === 0) return serializer.serializeFragment(content)
  const drawn = document.createDocumentFragment()
  let isFirst = true
  content.descendants((node) => {
    if (!node.isTextblock) return true
    if (!isFirst) drawn.append(element('span', 'proposal-break'))
    isFirst = false
    drawn.append(serializer.serializeFragment(node.content))
    return false
  })
  return drawn
}

function element<Name extends 'span' | 'ins' | 'button'>(name: Name, className: string) {
  const made = document.createElement(name)
  made.className = className
  return made
}
