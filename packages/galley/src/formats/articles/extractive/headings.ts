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
): string[] {
  const used = new Map<string, number>()
  const taken = new Set<string>()
  const note = (stems: readonly string[], heading: string): string => {
    for (const stem of stems) used.set(stem, (used.get(stem) ?? 0) + 1)
    taken.add(heading.toLowerCase())
    return heading
  }
  return plans.map((plan, at) => {
    if (plan.heading && !taken.has(plan.heading.toLowerCase())) return note([], plan.heading)
    const ranked = rankPhrases(phrases, plan, material.statements.length, quality)
      .map((phrase) => ({ ...phrase, score: phrase.score * freshness(phrase, used) }))
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
  for (const stem of phrase.contentStems) factor *= used.has(stem) ? 0.55 : 1
  return factor
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

/**
 * Headings made of the best phrases, best first: a telling one alone, else two joined. Plain
 * single words tell little, so two of them are joined only when nothing else is left.
 */
function* phraseHeadings(
  ranked: readonly RankedPhrase[],
  language: string,
): Generator<PhraseHeading> {
  const tellers = ranked.slice(0, 12)
  for (const mayJoin of [isTellingPair, () => true]) {
    for (const first of tellers) {
      const partner = tellers.find(
        (other) =>
          other.score > first.score * 0.55 && isApart(first, other) && mayJoin(first, other),
      )
      const isEnough =
        wordsOf(first) >= 3 ||
        (wordsOf(first) === 2 && (!partner || partner.score < first.score * 0.7))
      if (isEnough) yield { text: capitalised(first.text), stems: first.contentStems }
      else if (partner) yield joinedHeading(first, partner, language)
    }
  }
  for (const first of tellers) yield { text: capitalised(first.text), stems: first.contentStems }
}

function isTellingPair(first: NounPhrase, other: NounPhrase): boolean {
  const words = [wordsOf(first), wordsOf(other)]
  const isTelling = (phrase: NounPhrase): boolean => wordsOf(phrase) >= 2 || isRichWord(phrase.text)
  return Math.max(...words) >= 2 ? isTelling(other) : isTelling(first) && isTelling(other)
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
  if (first === other || wordsOf(first) + wordsOf(other) > 7) return false
  return !first.contentStems.some((stem) =>
    other.contentStems.some(
      (mine) => mine === stem || mine.startsWith(stem) || stem.startsWith(mine),
    ),
  )
}

function wordsOf(phrase: NounPhrase): number {
  return phrase.text.split(/[\s]+/).length
}

function capitalised(text: string): string {
  return /^\p{Ll}\p{L}*\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

/** The first words of the section, where it holds no phrase at all. */
function fallbackHeading(material: Material, plan: SectionPlan, at: number): string {
  const first = material.statements[plan.start]?.text ?? ''
  const words = first
    .replace(/[.?!。！？]+$/, '')
    .split(/\s+/)
    .slice(0, 6)
    .join(' ')
    .slice(0, 60)
  return words ? capitalised(words) : `${at + 1}`
}

/** A title for material that has none: what it speaks of from beginning to end. */
export function titleFrom(
  material: Material,
  phrases: readonly NounPhrase[],
  quality: readonly number[],
): string {
  const total = material.statements.length
  const ranked = rankPhrases(phrases, { start: 0, end: total }, total, quality)
    .map((phrase) => ({
      ...phrase,
      score:
        phrase.score *
        spread(phrase, total) *
        (isName(phrase) ? 2.2 : phrase.contentStems.length === 1 ? 0.6 : 1),
    }))
    .sort((a, b) => b.score - a.score)
  const [heading] = phraseHeadings(ranked, material.language)
  return heading?.text ?? fallbackHeading(material, { start: 0, end: 1, heading: null }, 0)
}

/** The share of the text's tenths that the phrase stands in. */
function spread(phrase: NounPhrase, total: number): number {
  return new Set(phrase.sentences.map((at) => Math.floor((at * 10) / Math.max(1, total)))).size / 10
}

function isName(phrase: NounPhrase): boolean {
  return phrase.contentStems.length === 1 && /^\p{Lu}/u.test(phrase.text)
}
