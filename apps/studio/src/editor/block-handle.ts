import { dropPoint } from 'prosemirror-transform'
import { NodeSelection, Plugin } from 'prosemirror-state'
import type { EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { blockAround } from './block-moves.ts'

export interface BlockHandleOptions {
  /** The name of the button. */
  label: string
  /** Called with where the block begins. */
  onMenu: (position: number, button: HTMLElement) => void
}

/**
 * A handle beside the block under the pointer, or else the one with the cursor: dragged, it moves
 * the block; pressed, it opens what can be done with it.
 */
export function blockHandle(options: BlockHandleOptions): Plugin {
  let isDragging = false
  return new Plugin({
    view(view) {
      const handle = createHandle(view, options, (now) => (isDragging = now))
      return { update: handle.follow, destroy: handle.remove }
    },
    props: {
      // What fits nowhere there stays where it is.
      handleDrop(view, event, slice) {
        if (!isDragging) return false
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
        return !at || dropPoint(view.state.doc, at.pos, slice) === null
      },
    },
  })
}

function createHandle(
  view: EditorView,
  { label, onMenu }: BlockHandleOptions,
  setDragging: (isDragging: boolean) => void,
) {
  const around = view.dom.parentElement!
  const button = document.createElement('button')
  let position: number | null = null
  let isHovering = false
  button.type = 'button'
  button.className = 'block-handle'
  button.draggable = true
  button.hidden = true
  // The keyboard has the shortcut, which opens the menu where the cursor is.
  button.tabIndex = -1
  button.setAttribute('aria-label', label)
  button.setAttribute('aria-haspopup', 'menu')
  button.title = label
  button.append('⠿')
  around.append(button)

  function show(next: number | null) {
    const block = next === null || !view.editable ? null : view.nodeDOM(next)
    position = block instanceof HTMLElement ? next : null
    button.hidden = position === null
    if (!(block instanceof HTMLElement)) return
    const { top } = block.getBoundingClientRect()
    button.style.setProperty('top', `${top - around.getBoundingClientRect().top}px`)
  }
  const atCursor = ({ selection, doc }: EditorState) => blockAround(doc, selection.from)

  function onMove({ clientX, clientY, buttons }: PointerEvent) {
    if (buttons !== 0 || button.matches(':hover')) return
    const { left, right } = view.dom.getBoundingClientRect()
    const found = view.posAtCoords({
      left: Math.min(Math.max(clientX, left + 8), right - 8),
      top: clientY,
    })
    const next = found && blockAround(view.state.doc, found.inside >= 0 ? found.inside : found.pos)
    isHovering = next !== null
    show(next ?? atCursor(view.state))
  }
  function onLeave({ buttons }: PointerEvent) {
    if (buttons !== 0) return // it is about to be dragged
    isHovering = false
    show(view.hasFocus() ? atCursor(view.state) : null)
  }
  function onDragStart(event: DragEvent) {
    if (position === null || !event.dataTransfer) return
    const selection = NodeSelection.create(view.state.doc, position)
    view.dispatch(view.state.tr.setSelection(selection))
    const slice = selection.content()
    const { dom, text } = view.serializeForClipboard(slice)
    event.dataTransfer.clearData()
    event.dataTransfer.setData('text/html', dom.innerHTML)
    event.dataTransfer.setData('text/plain', text)
    event.dataTransfer.effectAllowed = 'copyMove'
    const block = view.nodeDOM(position)
    if (block instanceof HTMLElement) event.dataTransfer.setDragImage(block, 0, 0)
    view.dragging = { slice, move: true }
    setDragging(true)
  }
  function onDragEnd() {
    view.dragging = null
    setDragging(false)
    isHovering = false
    show(null)
  }

  around.addEventListener('pointermove', onMove)
  around.addEventListener('pointerleave', onLeave)
  button.addEventListener('dragstart', onDragStart)
  button.addEventListener('dragend', onDragEnd)
  button.addEventListener('click', () => position !== null && onMenu(position, button))
  return {
    follow() {
      if (!isHovering) show(view.hasFocus() ? atCursor(view.state) : null)
      else if (position !== null) show(blockAround(view.state.doc, position))
    },
    remove() {
      around.removeEventListener('pointermove', onMove)
      around.removeEventListener('pointerleave', onLeave)
      button.remove()
    },
  }
}
