const GAP = 6
const MARGIN = 8

export type Align = 'start' | 'center' | 'end'

/**
 * Puts a floating panel beside what opened it, and keeps it there: below where there is room, above
 * where there is not, never outside the window.
 *
 * @returns the way out
 */
export function place(panel: HTMLElement, anchor: Element, align: Align): () => void {
  function move(): void {
    const from = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = panel
    const isRtl = getComputedStyle(panel).direction === 'rtl'
    const left = {
      start: isRtl ? from.right - width : from.left,
      center: (from.left + from.right - width) / 2,
      end: isRtl ? from.left : from.right - width,
    }[align]
    const isBelow = from.bottom + GAP + height <= innerHeight - MARGIN || from.top < height + GAP
    const top = isBelow ? from.bottom + GAP : from.top - GAP - height
    panel.style.left = `${between(left, MARGIN, innerWidth - width - MARGIN)}px`
    panel.style.top = `${between(top, MARGIN, innerHeight - height - MARGIN)}px`
  }
  move()
  const resized = new ResizeObserver(move)
  resized.observe(panel)
  addEventListener('scroll', move, { capture: true, passive: true })
  addEventListener('resize', move)
  return () => {
    resized.disconnect()
    removeEventListener('scroll', move, { capture: true })
    removeEventListener('resize', move)
  }
}

const between = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, most))
