import { useState } from 'react'
import type { DragEvent } from 'react'

interface Over {
  id: string
  side: 'before' | 'after'
}

/**
 * A list whose items are put into another order with the mouse. What does the same by keyboard has
 * to stand beside it.
 *
 * @param ids - the items, in their order
 * @param onMove - puts an item before another one; null is the end
 * @returns what an item spreads on its element; `data-drop` says where a line belongs
 */
export function useOrderDrag(
  ids: readonly string[],
  onMove: (id: string, before: string | null) => void,
) {
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<Over | null>(null)
  function end() {
    setDragged(null)
    setOver(null)
  }
  return (id: string) => ({
    draggable: true,
    'data-drop': over?.id === id ? over.side : undefined,
    onDragStart(event: DragEvent) {
      event.dataTransfer.effectAllowed = 'move'
      setDragged(id)
    },
    onDragOver(event: DragEvent) {
      if (dragged === null) return
      event.preventDefault()
      const { top, height } = event.currentTarget.getBoundingClientRect()
      const side = event.clientY < top + height / 2 ? 'before' : 'after'
      if (over?.id !== id || over.side !== side) setOver({ id, side })
    },
    onDrop(event: DragEvent) {
      event.preventDefault()
      if (dragged !== null && over) {
        const before = over.side === 'before' ? id : (ids[ids.indexOf(id) + 1] ?? null)
        if (before !== dragged) onMove(dragged, before)
      }
      end()
    },
    onDragEnd: end,
  })
}
