import { namesPerson } from '../../../platform/text/keyphrases/index.ts'
import type { NounPhrase } from '../../../platform/text/keyphrases/index.ts'
import { announcedTopic, introduces, speechPhrases } from '../../../platform/text/speech/index.ts'
import { definesAll, definition, isDefinition, stemsOf } from './definition.ts'
import {
  bestOf,
  companyOf,
  fewInCompany,
  generality,
  isSelfContained,
  standsAlone,
} from './highlights.ts'
import { participantsIn, pickIntroduction } from './introduction.ts'
import type { Material, Statement } from './material.ts'
import { isPrintable } from './quality.ts'
import type { Ranking } from './quality.ts'
import type { SectionPlan } from './sections.ts'

/** A reader takes in no more at a glance. */
const mostWords = 45

/**
 * One to three sentences that say what it is about: how the subject or the guest is presented at
 * the beginning, with a definition of the subject if it fits; else what the speaker announces, a
 * definition of what the title names, or what is said most centrally in the title's words.
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
  const context = { material, ranking, titleStems, subjectStems }
  const reach = reachOf(material)
  const candidates = statements.filter(
    (statement) =>
      // What defines the subject may come later.
      (statement.index < reach || isDefinition(statement, titleStems, language)) &&
      (canPresent(statement) || isShortDefinition(statement, titleStems, language)) &&
      companyOf(statement, material, plans) >= fewInCompany,
  )
  const introduction = pickIntroduction(material, title, subjectStems)
  if (introduction) {
    const known = introduction.stems.filter((stem) => subjectStems.has(stem))
    const presented = new Set([...titleStems, ...known])
    const definitions = candidates.filter(
      (statement) =>
        statement !== introduction &&
        !statement.traits.isAnnouncement &&
        isDefinition(statement, presented, language) &&
        directness(statement, language) === 1 &&
        statement.traits.words + introduction.traits.words <= mostWords,
    )
    const explains = bestOf(definitions, (statement) => openerWorth(statement, context))
    if (!explains) return [introduction]
    return [introduction, explains].sort((a, b) => a.index - b.index)
  }
  const opener = bestOf(candidates, (statement) => openerWorth(statement, context))
  if (!opener) return []
  const most = Math.min(3, Math.floor(companyOf(opener, material, plans) / 2))
  return withSequel(opener, most, material, ranking)
}

/** How many statements from the start a standfirst is looked for in. */
function reachOf({ statements }: Material): number {
  return Math.max(12, statements.length * 0.4)
}

interface Context {
  readonly material: Material
  readonly ranking: Ranking
  readonly titleStems: ReadonlySet<string>
  /** The title's and those of all that it is about. */
  readonly subjectStems: ReadonlySet<string>
}

/** How well a statement opens an article; no scale. */
function openerWorth(statement: Statement, context: Context): number {
  const { material, ranking, titleStems, subjectStems } = context
  const { statements, language } = material
  const count = (stems: ReadonlySet<string>): number =>
    Math.min(2, statement.stems.filter((stem) => stems.has(stem)).length)
  const next = statements[statement.index + 1]
  const company = next && canFollow(statement, next) ? 0.25 * ranking.quality[next.index]! : 0
  // What something is stays true, whatever its side clauses tell.
  const general = isDefinition(statement, subjectStems, language) ? 0.9 : 0
  return (
    (ranking.quality[statement.index]! + company) *
    // What the title names may be told late, and is looked for all the same.
    (definesAll(statement, titleStems, language) ? 1.5 : earliness(statement, material)) *
    1.35 ** count(subjectStems) *
    titleFit(count(titleStems)) *
    (namesPerson(statement.text) ? 0.6 : 1) *
    (statement.traits.isOpinion ? 0.65 : 1) *
    impersonality(statement, language) *
    directness(statement, language) *
    standsAlone(statement) *
    announcement(statement, context) *
    definition(statement, subjectStems, language) *
    // The title's own subject before any other.
    definition(statement, titleStems, language) ** 0.7 *
    Math.max(general, generality(statement))
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
    if (!next || !canFollow(chosen.at(-1)!, next) || words + next.traits.words > mostWords) break
    if (ranking.quality[next.index]! < ranking.quality[opener.index]! * 0.35) break
    chosen.push(next)
    words += next.traits.words
  }
  return chosen
}

/** A thesis in other words than the title's seems to be of something else. */
function titleFit(named: number): number {
  return named === 0 ? 0.75 : 1.4 ** named
}

/** A written text leads with what it is about; a talk comes to it after a while. */
function earliness({ index }: Statement, material: Material): number {
  const { statements, sources } = material
  const isSpoken =
    statements.some(({ speaker }) => speaker !== null) ||
    sources.some(({ segments }) => segments.some(({ startMs }) => startMs !== null))
  if (!isSpoken && index < 3) return 1.5
  return Math.max(0.5, 1 - 0.45 * (index / reachOf(material)))
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

/** "Resend is an email interface for developers" is short, and says it all. */
function isShortDefinition(
  statement: Statement,
  titleStems: ReadonlySet<string>,
  language: string,
): boolean {
  const { traits } = statement
  return (
    definesAll(statement, titleStems, language) &&
    isPrintable(statement) &&
    traits.kind === 'statement' &&
    traits.dependence === 0 &&
    !traits.isChatter &&
    traits.words >= 6 &&
    traits.contentWords >= 4
  )
}

/** What a speaker says the talk is about makes up for its chattiness, if the title is no less. */
function announcement(
  { traits, index, text }: Statement,
  { material, titleStems, subjectStems }: Context,
): number {
  if (!traits.isAnnouncement || index > reachOf(material) / 2) return 1
  const topic = announcedTopic(text, material.language)
  if (topic === null || introduces(text, material.language) === null) return 1
  const stems = stemsOf(topic, material.language)
  // Nobody wants to read the title twice.
  if (stems.every((stem) => titleStems.has(stem) || !/\p{L}/u.test(stem))) return 0.6
  return stems.some((stem) => subjectStems.has(stem)) ? 8 : 1.5
}

/** A standfirst that begins with a condition, a place or an order comes late to its subject. */
function directness({ text, traits }: Statement, language: string): number {
  const { determiners, prepositions, conjunctions, conditions, pronouns, leaning, verbs } =
    speechPhrases(language)
  const first = text.toLowerCase().split(/[\s,]+/, 1)[0]!
  if (determiners.includes(first) && !pronouns.includes(first)) return 1
  // "It takes the average": sometimes a phrase, oftener a pronoun.
  if (pronouns.includes(first)) return 0.4
  if (conditions.includes(first)) return 0.4
  if (language.startsWith('en') && verbs.includes(first) && !traits.isAnnouncement) return 0.5
  return [prepositions, conjunctions, leaning].some((words) => words.includes(first)) ? 0.65 : 1
}

/** Less for every "we" and "you": a standfirst is the magazine's voice. */
function impersonality({ text }: Statement, language: string): number {
  return 0.85 ** Math.min(4, participantsIn(text, language))
}

function canFollow(statement: Statement, next: Statement): boolean {
  return (
    statement.speaker === next.speaker &&
    statement.source === next.source &&
    isPrintable(next) &&
    next.traits.kind === 'statement' &&
    !next.traits.isChatter &&
    (!next.traits.isFirstPerson || statement.traits.isFirstPerson)
  )
}
