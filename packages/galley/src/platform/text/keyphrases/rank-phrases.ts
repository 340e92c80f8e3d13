import type { NounPhrase } from './noun-phrases.ts'

/** A phrase with how well it names a part of a text. */
export interface RankedPhrase extends NounPhrase {
  readonly score: number
  /** How many sentences of the part hold it. */
  readonly inside: number
}

/** A range of sentences: `end` exclusive. */
export interface SentenceRange {
  readonly start: number
  readonly end: number
}

const leastEvidence = 0.45
/** One word is as often an adjective or a verb, so it needs more. */
const leastEvidenceAlone = 0.75

/**
 * The phrases that name one part of a text, best first: frequent in it, rare elsewhere, spread
 * over it, of two or three words.
 *
 * @param phrases of the whole text
 * @param weights how much each sentence counts; a phrase from good sentences wins
 * @param part the sentences to name; the whole text has no contrast, so its frequent ones win
 */
export function rankPhrases(
  phrases: readonly NounPhrase[],
  part: SentenceRange,
  total: number,
  weights: readonly number[] = [],
): RankedPhrase[] {
  const usual =
    weights.reduce((sum, weight) => sum + weight, 0) /
      Math.max(1, weights.filter((weight) => weight > 0).length) || 1
  const weightOf = (at: number): number => Math.min(1.8, (weights[at] ?? usual) / usual)
  const share = Math.max(1, part.end - part.start) / Math.max(1, total)
  const ranked: RankedPhrase[] = []
  for (const phrase of phrases) {
    const isOneWord = phrase.contentStems.length === 1
    if (phrase.evidence < (isOneWord ? leastEvidenceAlone : leastEvidence)) continue
    const places = phrase.sentences.filter((at) => at >= part.start && at < part.end)
    const inside = places.length
    if (inside === 0) continue
    const worth = places.reduce((sum, at) => sum + weightOf(at), 0)
    if (isOneWord && inside < 3) continue
    const everywhere = phrase.sentences.length
    // How much more often here than an even spread would give.
    const contrast = (inside + 0.5) / (everywhere * share + 0.5)
    const ownCount = phrase.count * (worth / everywhere)
    const score =
      Math.log(1 + Math.max(0.1, ownCount)) *
      Math.log(2 + contrast) *
      (inside > 1 ? 1 : 0.5) *
      lengthFactor(phrase) *
      Math.min(1, 0.55 + phrase.evidence * 0.4)
    ranked.push({ ...phrase, score, inside })
  }
  return ranked.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
}

function lengthFactor(phrase: NounPhrase): number {
  const words = phrase.contentStems.length
  const isLinked = phrase.stems.length > words
  if (words === 1) return isRichWord(phrase.text) ? 0.8 : /^\p{Lu}/u.test(phrase.text) ? 0.6 : 0.48
  return (words === 2 ? 1.15 : words === 3 ? 1.2 : 0.9) * (isLinked ? 0.95 : 1)
}

/** A word that says as much as two: a compound, an acronym, a name with a capital inside. */
export function isRichWord(text: string): boolean {
  return (
    /^\S*(?:\p{Lu}\S*\p{Lu}|\p{N}|-|^\p{Lu}\S{9}|\p{Script=Han}{3})/u.test(text) && text.length >= 3
  )
}
