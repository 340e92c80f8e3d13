/**
 * Cuts `0 … size` into exactly `parts` stretches so that the sum of their scores is greatest.
 *
 * @param score of the stretch from place `start` up to place `end`; higher is better
 * @param longest no stretch is longer than this; must be at least `size / parts`
 * @returns the starts of the stretches, and for each number of parts up to `parts` the best sum
 * @example
 * bestPartition(4, 2, (start, end) => -((end - start) ** 2)).starts // [0, 2]
 */
export function bestPartition(
  size: number,
  parts: number,
  score: (start: number, end: number) => number,
  longest: number = size,
): { starts: number[]; totals: Float64Array } {
  let previous = new Float64Array(size + 1).fill(Number.NEGATIVE_INFINITY)
  previous[0] = 0
  const cameFrom: Int32Array[] = []
  const totals = new Float64Array(parts + 1).fill(Number.NEGATIVE_INFINITY)
  for (let part = 1; part <= parts; part++) {
    const best = new Float64Array(size + 1).fill(Number.NEGATIVE_INFINITY)
    const from = new Int32Array(size + 1)
    for (let end = part; end <= size; end++) {
      for (let start = Math.max(part - 1, end - longest); start < end; start++) {
        const total = previous[start]! + score(start, end)
        if (total > best[end]!) {
          best[end] = total
          from[end] = start
        }
      }
    }
    totals[part] = best[size]!
    cameFrom.push(from)
    previous = best
  }

  const starts: number[] = []
  let place = size
  for (let part = parts; part > 0; part--) {
    place = cameFrom[part - 1]![place]!
    starts.push(place)
  }
  return { starts: starts.reverse(), totals }
}
