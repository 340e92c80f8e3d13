import { tokenize } from '../../../platform/text/index.ts'
import { namesPerson } from '../../../platform/text/keyphrases/index.ts'
import type { NounPhrase } from '../../../platform/text/keyphrases/index.ts'
import { announcedTopic, speechPhrases } from '../../../platform/text/speech/index.ts'
import {
  bestOf,
  companyOf,
  fewInCompany,
  generality,
  isSelfContained,
  standsAlone,
} from './highlights.ts'
import type { Material, Statement } from './material.ts'
import { isPrintable } from './quality.ts'
import type { Ranking } from './quality.ts'
import type { SectionPlan } from './sections.ts'

/**
 * One to three neighbouring sentences from the first half that say what it is about: what the
 * speaker announces, a definition of what the title names, or the most central.
 *
 * @param subjects the phrases that everything is about
 */
export function pickStandfirst(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
  title: string,
  subjects: readonly NounPhrase[],
): Statement[] {
  const { statements, language } = material
  const titleStems = new Set(stemsOf(title, language))
  const subjectStems = new Set([
    ...titleStems,
    ...subjects.flatMap((phrase) => phrase.contentStems),
  ])
  const reach = Math.max(12, statements.length * 0.4)
  // What defines the subject may come later.
  const isInReach = (statement: Statement): boolean =>
    statement.index < reach || definition(statement, titleStems, language) === definedWorth
  const opener = bestOf(
    statements.filter(
      (statement) =>
        isInReach(statement) &&
        canPresent(statement) &&
        companyOf(statement, material, plans) >= fewInCompany,
    ),
    (statement) => {
      const named = statement.stems.filter((stem) => subjectStems.has(stem)).length
      const early = earliness(statement, reach, material)
      const next = statements[statement.index + 1]
      const company = next && canFollow(statement, next) ? 0.25 * ranking.quality[next.index]! : 0
      return (
        (ranking.quality[statement.index]! + company) *
        early *
        1.35 ** Math.min(2, named) *
        (namesPerson(statement.text) ? 0.6 : 1) *
        directness(statement, language) *
        standsAlone(statement) *
        announcement(statement, reach, subjectStems, language) *
        definition(statement, subjectStems, language) *
        // The title's own subject before any other.
        Math.sqrt(definition(statement, titleStems, language)) *
        generality(statement)
      )
    },
  )
  if (!opener) return []
  return withSequel(
    opener,
    Math.min(3, Math.floor(companyOf(opener, material, plans) / 2)),
    material,
    ranking,
  )
}

/** The opener and what it goes on with, up to `most` sentences. */
function withSequel(
  opener: Statement,
  most: number,
  { statements }: Material,
  ranking: Ranking,
): Statement[] {
  const chosen = [opener]
  let words = opener.traits.words
  for (let at = opener.index + 1; chosen.length < most; at++) {
    const next = statements[at]
    if (!next || !canFollow(chosen.at(-1)!, next) || words + next.traits.words > 60) break
    if (ranking.quality[next.index]! < ranking.quality[opener.index]! * 0.35) break
    chosen.push(next)
    words += next.traits.words
  }
  return chosen
}

/** A written text leads with what it is about; a talk comes to it after a while. */
function earliness({ index }: Statement, reach: number, { statements, sources }: Material): number {
  const isSpoken =
    statements.some(({ speaker }) => speaker !== null) ||
    sources.some(({ segments }) => segments.some(({ startMs }) => startMs !== null))
  if (!isSpoken && index < 3) return 1.5
  return Math.max(0.5, 1 - 0.45 * (index / reach))
}

/** As a self-contained sentence, but "Today I talk about" may be as personal as it is. */
function canPresent(statement: Statement): boolean {
  const { traits } = statement
  return (
    isSelfContained(statement) ||
    (isPrintable(statement) &&
      traits.isAnnouncement &&
      traits.kind === 'statement' &&
      traits.dependence === 0 &&
      traits.contentWords >= 5 &&
      traits.words <= 36)
  )
}

/** What a speaker says the talk is about makes up for its chattiness, if the title is no less. */
function announcement(
  { traits, index, text }: Statement,
  reach: number,
  subjectStems: ReadonlySet<string>,
  language: string,
): number {
  if (!traits.isAnnouncement || index > reach / 2) return 1
  const topic = announcedTopic(text, language)
  if (topic === null) return 1
  return stemsOf(topic, language).some((stem) => subjectStems.has(stem)) ? 8 : 1.5
}

/** A standfirst that begins with a condition or a place comes late to its subject. */
function directness({ text }: Statement, language: string): number {
  const { prepositions, conjunctions } = speechPhrases(language)
  const first = text.toLowerCase().split(/\s+/, 1)[0]!
  return prepositions.includes(first) || conjunctions.includes(first) ? 0.65 : 1
}

const definedWorth = 2.2

/** More for a sentence that opens with the subject, most for one that says what it is. */
function definition(
  { text, stems }: Statement,
  subjectStems: ReadonlySet<string>,
  language: string,
): number {
  if (stems[0] === undefined || !subjectStems.has(stems[0])) return 1
  const { copulas, determiners } = speechPhrases(language)
  // "C'est" is "est".
  const opening = text
    .toLowerCase()
    .split(/\s+/)
    .slice(0, 8)
    .map((word) => word.replace(/^\p{L}['’]/u, ''))
  const says = opening.findIndex((word, at) => at > 0 && copulas.includes(word))
  if (says < 0) return 1.4
  return determiners.includes(opening[says + 1] ?? '') ? definedWorth : 1.9
}

function stemsOf(text: string, language: string): string[] {
  return tokenize(text, language)
    .filter((token) => !token.isStopWord)
    .map((token) => token.stem)
}

function canFollow(statement: Statement, next: Statement): boolean {
  return (
    statement.speaker === next.speaker &&
    statement.source === next.source &&
    isPrintable(next) &&
    next.traits.kind === 'statement' &&
    !next.traits.isChatter
  )
}
