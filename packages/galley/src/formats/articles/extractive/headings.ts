import { nameStems, nounPhrases, rankPhrases } from '../../../platform/text/keyphrases/index.ts'
import type { NounPhrase, RankedPhrase } from '../../../platform/text/keyphrases/index.ts'
import { speechPhrases } from '../../../platform/text/speech/index.ts'
import type { Material, Statement } from './material.ts'
import { capitalised, isNameLike, phraseHeadings, withoutParts } from './phrase-headings.ts'
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
