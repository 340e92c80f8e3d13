import type { SourceText } from '../../../flow/sources/index.ts'
import type { Outline, OutlineSection, Sentence } from '../content.ts'
import { nameSections, phrasesOf } from './headings.ts'
import { bestOf, isSelfContained, pickTakeaways } from './highlights.ts'
import { escapeMarkdown } from './markdown.ts'
import { readMaterial, wordsOf } from './material.ts'
import type { Material, Statement } from './material.ts'
import { rankMaterial } from './quality.ts'
import type { Ranking } from './quality.ts'
import { planSections } from './sections.ts'
import type { SectionPlan } from './sections.ts'
import { selectPassages } from './select.ts'
import { pickStandfirst } from './standfirst.ts'
import { centralPhrases, titleFrom } from './title.ts'

export interface ExtractOutlineInput {
  sources: SourceText[]
  /** How many sections; where the text is too short for them there are fewer. */
  sections?: number
  /** BCP 47; counts only where the sources do not say their own. */
  language?: string
}

/**
 * Plans an article from the sources' own words: title, standfirst, sections in the sources'
 * order, takeaways. Nothing is invented; every sentence cites its exact range.
 *
 * @example
 * extractOutline({ sources: [talk] }).sections.map((section) => section.heading)
 */
export default function extractOutline(input: ExtractOutlineInput): Outline {
  const material = readMaterial(input.sources, input.language)
  return planOutline(material, rankMaterial(material), input.sections)
}

/** The same from material that has been read already. */
export function planOutline(material: Material, ranking: Ranking, sections?: number): Outline {
  if (material.statements.length === 0) return emptyOutline(material.sources)
  const phrases = phrasesOf(material, ranking.quality)
  const plans = planSections(material, ranking.quality, sections)
  const title = titleOf(material.sources) ?? titleFrom(material, phrases, ranking.quality)
  const weights = printWeights(material, plans, ranking)
  const headings = nameSections(material, plans, phrases, weights, title)
  const subjects = centralPhrases(material, phrases, ranking.quality).slice(0, 8)
  const standfirst = pickStandfirst(material, plans, ranking, title, subjects)
  return {
    title,
    standfirst: standfirst.map((statement, at) =>
      sentenceOf(statement, at > 0 && statement.index === standfirst[at - 1]!.index + 1),
    ),
    sections: plans.map((plan, at) => sectionOf(material, plan, at, headings[at]!, ranking)),
    takeaways: (wordsOf(material) < leastForTakeaways
      ? []
      : pickTakeaways(material, plans, ranking, standfirst)
    ).map((statement) => sentenceOf(statement, false)),
  }
}

/** Fewer words need no summing up. */
const leastForTakeaways = 250

function titleOf(sources: readonly SourceText[]): string | null {
  const titles = sources.map((source) => source.title?.trim()).filter((title) => title)
  return sources.length === 1 || titles.length === 1 ? (titles[0] ?? null) : null
}

function emptyOutline(sources: readonly SourceText[]): Outline {
  const title = sources.find((source) => source.title?.trim())?.title?.trim() ?? 'Untitled'
  const segmentIds = sources.flatMap((source) => source.segments.map((segment) => segment.id))
  return {
    title,
    standfirst: [],
    sections: [{ id: 'section_1', heading: title, summary: '', segmentIds }],
    takeaways: [],
  }
}

function sentenceOf(statement: Statement, isJoined: boolean): Sentence {
  return {
    text: escapeMarkdown(isJoined ? statement.joined || statement.text : statement.text),
    citations: statement.citations,
  }
}

function sectionOf(
  material: Material,
  plan: SectionPlan,
  at: number,
  heading: string,
  ranking: Ranking,
): OutlineSection {
  const statements = material.statements.slice(plan.start, plan.end)
  const segmentIds = [
    ...new Set(
      statements.flatMap((statement) => statement.citations.map((citation) => citation.segmentId)),
    ),
  ]
  return { id: `section_${at + 1}`, heading, summary: summaryOf(statements, ranking), segmentIds }
}

/** What will be printed names its section; the rest has little say. */
function printWeights(
  material: Material,
  plans: readonly SectionPlan[],
  ranking: Ranking,
): number[] {
  const printed = new Set<number>()
  for (const plan of plans) {
    const { passages } = selectPassages(
      material.statements.slice(plan.start, plan.end),
      ranking,
      material.language,
      'medium',
    )
    for (const statement of passages.flat()) printed.add(statement.index)
  }
  return ranking.quality.map((quality, at) => quality * (printed.has(at) ? 1.5 : 0.8))
}

/** The section's best sentence that stands alone, as plain text. */
function summaryOf(statements: readonly Statement[], ranking: Ranking): string {
  const best =
    bestOf(statements.filter(isSelfContained), (statement) => ranking.quality[statement.index]!) ??
    bestOf(statements, ({ traits }) => Math.min(20, traits.words))
  return best?.text ?? ''
}
