import { tokenize } from '../../../platform/text/index.ts'
import type { NounPhrase } from '../../../platform/text/keyphrases/index.ts'
import { similarity } from '../../../platform/text/ranking/index.ts'
import { announcedTopic, speechPhrases } from '../../../platform/text/speech/index.ts'
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
        standsAlone(statement) *
        announcement(statement, reach, subjectStems, language) *
        definition(statement, subjectStems, language) *
        generality(statement)
      )
    },
  )
  if (!opener) return []
  const chosen = [opener]
  const most = Math.min(3, Math.floor(companyOf(opener, material, plans) / 2))
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

/** A section with fewer sentences is not robbed of one. */
const fewInCompany = 4

/** How many sentences that could be printed the statement's section has. */
function companyOf(
  statement: Statement,
  { statements }: Material,
  plans: readonly SectionPlan[],
): number {
  const plan = plans.find(({ end }) => statement.index < end)
  return statements.slice(plan?.start, plan?.end).filter(isPrintable).length
}

/** A written text leads with what it is about; a talk comes to it after a while. */
function earliness({ index }: Statement, reach: number, { statements, sources }: Material): number {
  const isSpoken =
    statements.some(({ speaker }) => speaker !== null) ||
    sources.some(({ segments }) => segments.some(({ startMs }) => startMs !== null))
  if (!isSpoken && index < 3) return 1.5
  return Math.max(0.5, 1 - 0.45 * (index / reach))
}

/** Three to six sentences that stand alone, spread over the sections, in order. */
export function pickTakeaways(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
  standfirst: readonly Statement[],
): Statement[] {
  const wanted = Math.max(3, Math.min(6, plans.length))
  const weigh = (statement: Statement): number =>
    ranking.quality[statement.index]! *
    standsAlone(statement) ** 3 *
    generality(statement) *
    (statement.traits.isCue ? 1.3 : 1) *
    (statement.traits.words > 28 ? 0.75 : 1)
  const pool = material.statements
    .filter(
      (statement) =>
        isSelfContained(statement) &&
        !standfirst.includes(statement) &&
        companyOf(statement, material, plans) >= fewInCompany,
    )
    .sort((a, b) => weigh(b) - weigh(a) || a.index - b.index)
  const chosen: Statement[] = []
  const sectionOfStatement = (statement: Statement): number =>
    plans.findIndex((plan) => statement.index < plan.end)
  for (const perSection of [1, 2, wanted]) {
    for (const statement of pool) {
      if (chosen.length >= wanted) break
      if (chosen.includes(statement)) continue
      const inSection = chosen.filter(
        (other) => sectionOfStatement(other) === sectionOfStatement(statement),
      ).length
      const repeats = [...chosen, ...standfirst].some(
        (other) =>
          similarity(ranking.vectors[other.index]!, ranking.vectors[statement.index]!) > 0.4,
      )
      if (inSection < perSection && !repeats) chosen.push(statement)
    }
  }
  return chosen.sort((a, b) => a.index - b.index)
}

/** A sentence that a reader understands with nothing around it. */
export function isSelfContained(statement: Statement): boolean {
  const { traits } = statement
  return (
    isPrintable(statement) &&
    traits.kind === 'statement' &&
    traits.dependence === 0 &&
    !traits.isChatter &&
    traits.words >= 9 &&
    traits.words <= 36 &&
    traits.contentWords >= 4
  )
}

/** The statement with the highest score. */
export function bestOf(
  statements: readonly Statement[],
  score: (statement: Statement) => number,
): Statement | null {
  let best: Statement | null = null
  for (const statement of statements) if (!best || score(statement) > score(best)) best = statement
  return best
}

/** Less for every word that points elsewhere. */
function standsAlone({ traits }: Statement): number {
  return 0.86 ** traits.pronouns
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

const definedWorth = 2.2

/** More for a sentence that opens with the subject, most for one that says what it is. */
function definition(
  { text, stems }: Statement,
  subjectStems: ReadonlySet<string>,
  language: string,
): number {
  if (stems[0] === undefined || !subjectStems.has(stems[0])) return 1
  const { copulas, determiners } = speechPhrases(language)
  const opening = text.toLowerCase().split(/\s+/).slice(0, 8)
  const says = opening.findIndex((word, at) => at > 0 && copulas.includes(word))
  if (says < 0) return 1.4
  return determiners.includes(opening[says + 1] ?? '') ? definedWorth : 1.9
}

function stemsOf(text: string, language: string): string[] {
  return tokenize(text, language)
    .filter((token) => !token.isStopWord)
    .map((token) => token.stem)
}

/** A rule rather than what happened once or what one person did. */
function generality({ traits, text }: Statement): number {
  const isPersonal = traits.isFirstPerson && !traits.isAnnouncement
  return (
    (isPersonal ? 0.5 : 1) *
    (traits.isAnecdote ? 0.6 : 1) *
    (traits.isWhole ? 1 : 0.3) *
    (/\s–\s/.test(text) ? 0.5 : 1)
  )
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
