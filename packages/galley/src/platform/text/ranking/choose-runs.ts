/** A sentence as the choice sees it. */
export interface RunItem {
  /** What the text wins by it; negative for one that should not appear. */
  readonly gain: number
  readonly words: number
  /** What opening a paragraph with it costs; infinite where it cannot be read without the last. */
  readonly startCost: number
  /** What ending a paragraph with it costs. */
  readonly endCost: number
  /** Whether it directly follows the item before it, so that both read as one passage. */
  readonly follows: boolean
}

/** A stretch of consecutive items: indices, `end` exclusive. */
export interface Run {
  readonly start: number
  readonly end: number
}

const runCost = 0.35
const aloneCost = 1.2
const searches = 18

/**
 * Chooses the sentences of a condensed text as runs of neighbours, because two sentences that
 * were said together read better than two that were not. The best choice for a price per word is
 * found exactly (in one pass over the items); the price is searched until the words fit.
 *
 * @param most words in all
 * @example
 * chooseRuns(items, 220) // [{ start: 3, end: 6 }, { start: 11, end: 13 }]
 */
export function chooseRuns(items: readonly RunItem[], most: number): Run[] {
  let low = 0
  let high = 1
  let best: Run[] = []
  let bestWords = 0
  for (let search = 0; search < searches; search++) {
    const price = search === 0 ? 0 : (low + high) / 2
    const runs = bestRuns(items, price)
    const words = wordsIn(items, runs)
    if (words <= most) {
      if (words >= bestWords) {
        best = runs
        bestWords = words
      }
      high = price
      if (search === 0) break
    } else low = price
  }
  return best
}

function wordsIn(items: readonly RunItem[], runs: readonly Run[]): number {
  let words = 0
  for (const run of runs) for (let at = run.start; at < run.end; at++) words += items[at]!.words
  return words
}

const out = 0
const opened = 1
const running = 2

/** Viterbi over three states: outside, first of a run, later in a run. */
function bestRuns(items: readonly RunItem[], price: number): Run[] {
  let scores = [0, -Infinity, -Infinity]
  const cameFrom: [number, number, number][] = []
  for (const [at, item] of items.entries()) {
    const last = items[at - 1]
    const closed = [
      scores[out]!,
      scores[opened]! - aloneCost - (last?.endCost ?? 0),
      scores[running]! - (last?.endCost ?? 0),
    ]
    const leave = bestOf(closed)
    const value = item.gain - price * item.words
    const stay = item.follows ? (scores[opened]! >= scores[running]! ? opened : running) : out
    const next = [
      closed[leave]!,
      // A run that could go on does not open anew.
      (item.follows ? closed[out]! : closed[leave]!) + value - runCost - item.startCost,
      stay === out ? -Infinity : scores[stay]! + value,
    ]
    cameFrom.push([leave, item.follows ? out : leave, stay])
    scores = next
  }
  const last = items.at(-1)
  let state = bestOf([
    scores[out]!,
    scores[opened]! - aloneCost - (last?.endCost ?? 0),
    scores[running]! - (last?.endCost ?? 0),
  ])
  const runs: Run[] = []
  let end = -1
  for (let at = items.length - 1; at >= 0; at--) {
    if (state !== out && end < 0) end = at + 1
    if (state === opened) {
      runs.push({ start: at, end })
      end = -1
    }
    state = cameFrom[at]![state as 0 | 1 | 2]
  }
  return runs.reverse()
}

function bestOf(values: readonly number[]): number {
  let best = 0
  for (const [at, value] of values.entries()) if (value > values[best]!) best = at
  return best
}
