import { isRichWord } from '../../../platform/text/keyphrases/index.ts'
import type { NounPhrase, RankedPhrase } from '../../../platform/text/keyphrases/index.ts'
import { speechPhrases } from '../../../platform/text/speech/index.ts'

interface PhraseHeading {
  readonly text: string
  readonly stems: readonly string[]
}

/** A phrase this much worse than the best one is not taken for being longer. */
const nearlyAsGood = 0.5

/**
 * Headings made of the best phrases, best first: one that tells enough alone, two that the text
 * speaks of together, and plain single words only when nothing else is left.
 */
export function* phraseHeadings(
  ranked: readonly RankedPhrase[],
  language: string,
): Generator<PhraseHeading> {
  const tellers = ranked.slice(0, 12)
  const least = (tellers[0]?.score ?? 0) * nearlyAsGood
  const returning = (phrase: RankedPhrase): boolean => tells(phrase) && phrase.inside > 1
  for (const first of tellers.filter(returning)) {
    if (first.score < least) break
    const words = wordCount(first.text)
    const partner = tellers.find(
      (other) =>
        returning(other) &&
        other.score > first.score * (words === 1 ? 0.5 : 0.7) &&
        timesTogether(first, other) >= (words === 1 ? 1 : 2),
    )
    if (partner && words < 3) yield joinedHeading(first, partner, language)
    if (words > 1) yield { text: capitalised(first.text), stems: first.contentStems }
  }
  // "JSON" alone tells little, and so does what is named but once.
  for (const mayJoin of [returning, ({ inside }: RankedPhrase) => inside > 1]) {
    for (const first of tellers.filter(mayJoin)) {
      const partner = tellers.find((other) => mayJoin(other) && isApart(first, other))
      if (partner) yield joinedHeading(first, partner, language)
    }
  }
  for (const first of [...tellers.filter(tells), ...tellers]) {
    yield { text: capitalised(first.text), stems: first.contentStems }
  }
}

/** More than one word, or one that says as much. */
function tells({ text }: NounPhrase): boolean {
  return wordCount(text) >= 2 || isRichWord(text)
}

/** How many sentences name both. */
function timesTogether(first: RankedPhrase, other: RankedPhrase): number {
  if (!isApart(first, other)) return 0
  return first.sentences.filter((at) => other.sentences.includes(at)).length
}

/** In the order in which the text speaks of them. */
function joinedHeading(
  first: RankedPhrase,
  partner: RankedPhrase,
  language: string,
): PhraseHeading {
  const { and } = speechPhrases(language)
  const [one, other] =
    first.sentences[0]! <= partner.sentences[0]! ? [first, partner] : [partner, first]
  return {
    text: capitalised(and ? `${one.text} ${and} ${other.text}` : `${one.text}・${other.text}`),
    stems: [...first.contentStems, ...partner.contentStems],
  }
}

function isApart(first: RankedPhrase, other: RankedPhrase): boolean {
  if (first === other || wordCount(first.text) + wordCount(other.text) > 7) return false
  return !first.contentStems.some((stem) =>
    other.contentStems.some(
      (mine) => mine === stem || mine.startsWith(stem) || stem.startsWith(mine),
    ),
  )
}

export function wordCount(text: string): number {
  return text.split(/\s+/).length
}

export function capitalised(text: string): string {
  return /^\p{Ll}\p{L}*\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * Leaves out what mostly stands inside a longer phrase: "flexible byzantine" of "… fault
 * tolerance".
 *
 * @param shareOfWords the share of its places at which a single word goes too
 */
export function withoutParts(ranked: readonly RankedPhrase[], shareOfWords = 1): RankedPhrase[] {
  const best = ranked.slice(0, 60)
  return best.filter(
    (part) =>
      !best.some(
        (whole) =>
          whole !== part &&
          ` ${whole.key} `.includes(` ${part.key} `) &&
          part.sentences.filter((at) => whole.sentences.includes(at)).length >=
            part.sentences.length * (part.contentStems.length > 1 ? 0.6 : shareOfWords),
      ),
  )
}

/** Holds a proper name, an acronym or a number: it can only mean one thing. */
export function isNameLike(phrase: NounPhrase): boolean {
  return /\p{Lu}|\p{N}/u.test(phrase.text)
}
