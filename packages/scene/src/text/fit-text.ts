import type { FontLibrary } from './font-library.ts'
import { cutsWords, measureBlock } from './text-block.ts'
import type { BlockParagraph } from './text-block.ts'

/** What size a text got, and by how much it does not fit. */
export interface Fit {
  size: number
  /** `over`: even the smallest size is too large. */
  outcome: 'fits' | 'shrunk' | 'over'
  lines: number
  height: number
  /** Lines that are too many at the smallest size. */
  extraLines: number
}

export interface FitBox {
  width: number
  height: number
  /** Sizes to choose from, largest first, in the unit of the box. */
  sizes: readonly number[]
}

/**
 * Programs disagree about widths by up to this part: a size is taken only when the text still fits
 * in a column narrower by it.
 */
export const widthTolerance = 0.03

/**
 * The largest of some sizes at which a text fits its box, words whole; office programs do not
 * shrink text when they open a file, so the size has to be known before.
 *
 * @example
 * fitText(fonts, block, { width: 400, height: 120, sizes: [32, 28, 24, 20] }).size // 24
 */
export function fitText(fonts: FontLibrary, block: readonly BlockParagraph[], box: FitBox): Fit {
  const { sizes } = box
  const narrow = box.width * (1 - widthTolerance)
  const at = (index: number) => measureBlock(fonts, block, sizes[index]!, narrow)
  const fits = (index: number) => at(index).height <= box.height

  let whole = firstWhere(0, sizes.length, (index) => !cutsWords(block, sizes[index]!, narrow))
  // A word that no size can hold is cut anyway: then it does not count.
  if (whole === sizes.length) whole = 0
  const chosen = firstWhere(whole, sizes.length, fits)
  if (chosen < sizes.length) {
    return {
      size: sizes[chosen]!,
      outcome: chosen === 0 ? 'fits' : 'shrunk',
      ...at(chosen),
      extraLines: 0,
    }
  }
  const smallest = at(sizes.length - 1)
  const lineHeight = smallest.height / smallest.lines
  const extraLines = Math.ceil((smallest.height - box.height) / lineHeight)
  return { size: sizes.at(-1)!, outcome: 'over', ...smallest, extraLines }
}

/** The first index from which a condition holds, when it then holds to the end; else `to`. */
function firstWhere(from: number, to: number, holds: (index: number) => boolean): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
