import { tokenize } from '../../../platform/text/index.ts'
import { rankPhrases } from '../../../platform/text/keyphrases/index.ts'
import type { NounPhrase, RankedPhrase } from '../../../platform/text/keyphrases/index.ts'
import { announcedTopic, speechPhrases } from '../../../platform/text/speech/index.ts'
import { fallbackHeading } from './headings.ts'
import type { Material, Statement } from './material.ts'
import {
  capitalised,
  isNameLike,
  phraseHeadings,
  withoutParts,
  wordCount,
} from './phrase-headings.ts'

/** How far into the talk it is said what the talk is about. */
const announcedWithin = 0.12
const mostTopicLength = 70

/** A title for material that has none: what it says it is about, or speaks of from end to end. */
export function titleFrom(
  material: Material,
  phrases: readonly NounPhrase[],
  quality: readonly number[],
): string {
  const ranked = centralPhrases(material, phrases, quality)
  const announced = announcedTitle(material, ranked)
  if (announced) return announced
  const question = askedTitle(material, ranked)
  if (question) return question
  const [first] = ranked
  // A name that everything is about is title enough: "Utreexo".
  if (first && isNameLike(first)) return capitalised(first.text)
  const [heading] = phraseHeadings(ranked, material.language)
  return heading?.text ?? fallbackHeading(material, { start: 0, end: 1, heading: null }, 0)
}

/** The phrases that the whole text is about, best first: spread over it, and said early. */
export function centralPhrases(
  { statements }: Material,
  phrases: readonly NounPhrase[],
  quality: readonly number[],
): RankedPhrase[] {
  const total = statements.length
  const ranked = rankPhrases(phrases, { start: 0, end: total }, total, quality)
  // "Core" that is "Bitcoin Core" every third time is no name of its own.
  return withoutParts(ranked, 0.3)
    .map((phrase) => ({
      ...phrase,
      score:
        phrase.score *
        spread(phrase, total) *
        formFactor(phrase, total) *
        (isEarly(phrase, total) ? 1.3 : 1),
    }))
    .sort((a, b) => b.score - a.score)
}

/** Names say most, but a name that is dropped once or twice is not what all of it is about. */
function formFactor(phrase: NounPhrase, total: number): number {
  const isWide = isNameLike(phrase) && spread(phrase, total) >= 0.3
  if (phrase.contentStems.length > 1) return isWide ? 1.6 : 1
  return isWide ? 1.3 : 0.45
}

/** The share of the text's tenths that the phrase stands in. */
function spread(phrase: NounPhrase, total: number): number {
  return new Set(phrase.sentences.map((at) => Math.floor((at * 10) / Math.max(1, total)))).size / 10
}

function isEarly(phrase: NounPhrase, total: number): boolean {
  return phrase.sentences[0]! < total * 0.15
}

/** "Today I talk about the tech underlying Libra": the topic whose words return most often. */
function announcedTitle(material: Material, ranked: readonly RankedPhrase[]): string | null {
  const { statements, language } = material
  const reach = Math.max(12, statements.length * announcedWithin)
  const usage = stemUsage(statements)
  let best: string | null = null
  let bestScore = 0
  for (const statement of statements) {
    if (statement.index >= reach) break
    if (statement.traits.kind === 'question') continue
    const topic = announcedTopic(statement.text, language)
    if (!topic || topic.length > mostTopicLength) continue
    const stems = contentStems(topic, language)
    const score = topicScore(stems, ranked, usage, statements.length)
    const isTelling =
      wordCount(topic) > 1 || /\p{Lu}|\p{N}/u.test(topic) || isOften(stems, usage, statements)
    if (score > bestScore && isTelling) {
      best = capitalised(topic)
      bestScore = score
    }
  }
  return best
}

/** One plain word has to be in one of twenty sentences. */
function isOften(
  stems: readonly string[],
  usage: ReadonlyMap<string, number>,
  statements: readonly Statement[],
): boolean {
  return stems.every((stem) => (usage.get(stem) ?? 0) * 20 >= statements.length)
}

/** How well a topic's words are borne out by the rest of the text; 0 if they are not. */
function topicScore(
  stems: readonly string[],
  ranked: readonly RankedPhrase[],
  usage: ReadonlyMap<string, number>,
  total: number,
): number {
  const central = new Set(ranked.slice(0, 12).flatMap((phrase) => phrase.contentStems))
  const least = Math.max(3, total * 0.02)
  const borneOut = stems.filter((stem) => central.has(stem) || (usage.get(stem) ?? 0) >= least)
  if (borneOut.length * 2 < stems.length || borneOut.length === 0) return 0
  return borneOut.reduce((sum, stem) => sum + Math.log(1 + (usage.get(stem) ?? 0)), 0)
}

function stemUsage(statements: readonly Statement[]): Map<string, number> {
  const usage = new Map<string, number>()
  for (const { stems } of statements) {
    for (const stem of new Set(stems)) usage.set(stem, (usage.get(stem) ?? 0) + 1)
  }
  return usage
}

function contentStems(text: string, language: string): string[] {
  return tokenize(text, language)
    .filter((token) => !token.isStopWord && token.text.length > 1)
    .map((token) => token.stem)
}

/** "What is Utreexo?", where that is what everything is about. */
function askedTitle(
  { statements, language }: Material,
  ranked: readonly RankedPhrase[],
): string | null {
  const [first] = ranked
  if (!first) return null
  const { copulas } = speechPhrases(language)
  const asked = statements.find(
    ({ traits, stems, isFlawed, text }) =>
      copulas.includes(text.split(/\s+/)[1] ?? '') &&
      traits.kind === 'question' &&
      !isFlawed &&
      traits.dependence === 0 &&
      traits.pronouns === 0 &&
      traits.words >= 3 &&
      traits.words <= 5 &&
      stems.length > 0 &&
      stems.every((stem) => first.contentStems.includes(stem)),
  )
  return asked?.text ?? null
}
