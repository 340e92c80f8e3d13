/**
 * Half the mean reference section length, the usual window of Pk and WindowDiff.
 *
 * @param length number of sentences
 * @param reference index of the first sentence of every section, the first being 0
 */
export function windowSize(length: number, reference: readonly number[]): number {
  return Math.max(1, Math.round(length / reference.length / 2))
}

/**
 * Pk (Beeferman, Berger & Lafferty 1999): how often two sentences `k` apart are wrongly said to
 * be in one section or in two. 0 is perfect; about 0.5 is chance.
 */
export function pk(length: number, reference: readonly number[], guess: readonly number[]): number {
  return disagreement(length, reference, guess, (a, b) => a > 0 === b > 0)
}

/**
 * WindowDiff (Pevzner & Hearst 2002): how often the number of boundaries between two sentences
 * `k` apart is wrong. Unlike Pk it also punishes a boundary too many beside a right one.
 */
export function windowDiff(
  length: number,
  reference: readonly number[],
  guess: readonly number[],
): number {
  return disagreement(length, reference, guess, (a, b) => a === b)
}

function disagreement(
  length: number,
  reference: readonly number[],
  guess: readonly number[],
  agree: (referenceBoundaries: number, guessedBoundaries: number) => boolean,
): number {
  const k = windowSize(length, reference)
  const [truth, claim] = [sectionOf(length, reference), sectionOf(length, guess)]
  let wrong = 0
  let windows = 0
  for (let i = 0; i + k < length; i++) {
    windows++
    if (!agree(truth[i + k]! - truth[i]!, claim[i + k]! - claim[i]!)) wrong++
  }
  return windows === 0 ? 0 : wrong / windows
}

/** The number of the section each sentence is in. */
function sectionOf(length: number, starts: readonly number[]): Int32Array {
  const section = new Int32Array(length)
  for (const start of starts) if (start > 0 && start < length) section[start]! += 1
  for (let i = 1; i < length; i++) section[i]! += section[i - 1]!
  return section
}
