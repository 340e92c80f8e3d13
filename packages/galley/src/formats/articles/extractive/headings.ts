import {
  isRichWord,
  nameStems,
  nounPhrases,
  rankPhrases,
} from '../../../platform/text/keyphrases/index.ts'
import type { NounPhrase, RankedPhrase } from '../../../platform/text/keyphrases/index.ts'
import { speechPhrases } from '../../../platform/text/speech/index.ts'
import type { Material, Statement } from './material.ts'
import type { SectionPlan } from './sections.ts'

/** The phrases of the whole material, without its speakers' names. */
export function phrasesOf(material: Material, quality: readonly number[]): NounPhrase[] {
  const speakers = [
    ...new Set(material.statements.map((statement) => statement.speaker ?? '')),
  ].filter(Boolean)
  return nounPhrases(
    material.statements.map((statement) => (quality[statement.index] === 0 ? '' : statement.text)),
    material.language,
    nameStems(speakers, material.language),
  )
}

/** A heading for every section: the author's, a question asked in it, or its key phrases. */
export function nameSections(
  material: Material,
  plans: readonly SectionPlan[],
  phrases: readonly NounPhrase[],
  quality: readonly number[],
  title: string,
): string[] {
  const used = new Map<string, number>()
  const titleWords = title.toLowerCase()
  const taken = new Set<string>()
  const note = (stems: readonly string[], heading: string): string => {
    for (const stem of stems) used.set(stem, (used.get(stem) ?? 0) + 1)
    taken.add(heading.toLowerCase())
    return heading
  }
  return plans.map((plan, at) => {
    if (plan.heading && !taken.has(plan.heading.toLowerCase())) return note([], plan.heading)
    const ranked = withoutParts(rankPhrases(phrases, plan, material.statements.length, quality))
      .map((phrase) => ({
        ...phrase,
        score:
          phrase.score *
          freshness(phrase, used) *
          tellingness(material, plan, phrase) *
          // What the title says is true of every section.
          (titleWords.includes(phrase.text.toLowerCase()) ? 0.4 : 1),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 40)
    const question = questionHeading(material, plan, ranked)
    if (question && !taken.has(question.text.toLowerCase()))
      return note(question.stems, question.text)
    for (const named of phraseHeadings(ranked, material.language)) {
      if (!taken.has(named.text.toLowerCase())) return note(named.stems, named.text)
    }
    return note(
      [],
      plan.heading ? `${plan.heading} (${at + 1})` : fallbackHeading(material, plan, at),
    )
  })
}

function freshness(phrase: RankedPhrase, used: ReadonlyMap<string, number>): number {
  let factor = 1
  for (const stem of phrase.contentStems) factor *= used.has(stem) ? 0.45 : 1
  return factor
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

/** More for what the section defines and speaks of at length, less for what it names in passing. */
function tellingness(
  { statements, language }: Material,
  plan: SectionPlan,
  phrase: NounPhrase,
): number {
  const { copulas } = speechPhrases(language)
  const places = phrase.sentences.filter((at) => at >= plan.start && at < plan.end)
  const isDefined = places.some((at) => {
    const { text } = statements[at]!
    const from = text.toLowerCase().indexOf(phrase.text.toLowerCase())
    const next = /^\s+(\p{L}+)/u.exec(text.slice(from + phrase.text.length))?.[1]
    return from >= 0 && from <= 4 && next !== undefined && copulas.includes(next)
  })
  const reach = places.at(-1)! - places[0]!
  const isPassing = places.length > 1 && reach <= Math.max(2, (plan.end - plan.start) * 0.05)
  const isOnce = places.length === 1
  return (
    (isDefined ? 1.3 : 1) *
    (isPassing ? 0.7 : 1) *
    (isOnce ? 0.6 : 1) *
    (isNameLike(phrase) ? 1.15 : 1)
  )
}

/** Holds a proper name, an acronym or a number: it can only mean one thing. */
export function isNameLike(phrase: NounPhrase): boolean {
  return /\p{Lu}|\p{N}/u.test(phrase.text)
}

/** A short question that the section opens with, if it asks for one of its own subjects. */
function questionHeading(
  material: Material,
  plan: SectionPlan,
  ranked: readonly RankedPhrase[],
): { text: string; stems: readonly string[] } | null {
  const subjects = new Set(ranked.slice(0, 6).flatMap((phrase) => phrase.contentStems))
  const { questionWords, firstPerson, copulas } = speechPhrases(material.language)
  const reach = plan.start + (plan.end - plan.start) * 0.5
  let best: Statement | null = null
  let bestScore = 0
  for (const statement of material.statements.slice(plan.start, plan.end)) {
    if (statement.index > reach) break
    const { traits, text, stems } = statement
    const words =
      text
        .toLowerCase()
        .replaceAll('’', "'")
        .match(/[\p{L}\p{N}']+/gu) ?? []
    if (
      traits.kind !== 'question' ||
      traits.dependence > 0 ||
      traits.isChatter ||
      statement.isFlawed
    )
      continue
    if (
      words.length < (copulas.includes(words[1] ?? '') ? 3 : 5) ||
      words.length > 9 ||
      !questionWords.includes(words[0] ?? '') ||
      /[,;:–"“]/.test(text)
    )
      continue
    if (words.some((word) => firstPerson.includes(word) || notInHeadings.test(word))) continue
    const score = new Set(stems.filter((stem) => subjects.has(stem))).size
    if (score > bestScore && score * 2 >= new Set(stems).size) {
      best = statement
      bestScore = score
    }
  }
  return best ? { text: best.text, stems: best.stems } : null
}

const notInHeadings =
  /^(?:you|your|you're|this|that|these|those|it|its|they|them|there|here|everyone|everybody|anyone|anybody|somebody|someone|know|explain|say|think|mean|even|now|still|guys|where|who|tu|usted|ustedes|te|esto|eso|du|ihr|sie|das|dies|vous|votre|ça|cela|você|vocês|isso|isto)$/

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
  // "JSON" alone tells little.
  const recurs = ({ inside }: RankedPhrase): boolean => inside > 1
  for (const mayJoin of [returning, recurs, () => true]) {
    for (const first of tellers.filter(mayJoin)) {
      const partner = tellers.find((other) => mayJoin(other) && isApart(first, other))
      if (partner) yield joinedHeading(first, partner, language)
    }
  }
  for (const first of tellers) yield { text: capitalised(first.text), stems: first.contentStems }
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

/** The first words of the section, where it holds no phrase at all. */
export function fallbackHeading(material: Material, plan: SectionPlan, at: number): string {
  const first = material.statements[plan.start]?.text ?? ''
  const words = first
    .replace(/[.?!。！？]+$/, '')
    .split(/\s+/)
    .slice(0, 6)
    .join(' ')
    .slice(0, 60)
  return words ? capitalised(words) : `${at + 1}`
}
