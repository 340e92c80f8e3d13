import { namesPerson } from '../../../platform/text/keyphrases/index.ts'
import { centrality, sentenceVectors } from '../../../platform/text/ranking/index.ts'
import type { SentenceVector } from '../../../platform/text/ranking/index.ts'
import type { Material, Statement } from './material.ts'
import { hostsOf } from './speakers.ts'

/** How much the text wins by each statement, and their vectors, by index in the material. */
export interface Ranking {
  /** 0 to about 1.3; 0 for what must not be printed. */
  readonly quality: readonly number[]
  readonly vectors: readonly SentenceVector[]
  readonly hosts: ReadonlySet<string>
  readonly hasSpeakers: boolean
}

/** Ranks all statements of the material as a whole. */
export function rankMaterial(material: Material): Ranking {
  const { statements } = material
  const vectors = sentenceVectors(
    statements.map((statement) => (isPrintable(statement) ? statement.stems : [])),
  )
  const central = centrality(vectors)
  const hosts = hostsOf(statements)
  const hasSpeakers = new Set(statements.map((statement) => statement.speaker)).size > 1
  const quality = statements.map((statement, at) => {
    if (!isPrintable(statement)) return 0
    const introduces = isIntroduction(statement, statements.length) ? 0.6 : 1
    return (0.25 + 0.75 * (central[at] ?? 0)) * shape(statement, hasSpeakers, hosts) * introduces
  })
  return { quality, vectors, hosts, hasSpeakers }
}

/** Whether a statement may appear in prose at all. */
export function isPrintable(statement: Statement): boolean {
  return (
    (statement.traits.kind === 'statement' || statement.traits.kind === 'question') &&
    !statement.isFlawed
  )
}

/** At a talk's start people are introduced; what it is about comes after. */
function isIntroduction({ index, traits, text }: Statement, total: number): boolean {
  return (
    index < total * 0.05 && !traits.isAnnouncement && (traits.isFirstPerson || namesPerson(text))
  )
}

function shape(
  { traits, speaker }: Statement,
  hasSpeakers: boolean,
  hosts: ReadonlySet<string>,
): number {
  // Cosines favour short sentences; the ones that say more are worth more.
  let factor = lengthFactor(traits.words) * Math.min(1.1, Math.sqrt(traits.contentWords / 6))
  const density = traits.contentWords / Math.max(1, traits.words)
  if (density < 0.2) factor *= 0.6
  else if (density < 0.3) factor *= 0.85
  if (traits.isChatter) factor *= 0.5
  if (traits.isFirstPerson) factor *= hasSpeakers ? 0.65 : 0.85
  if (!traits.isWhole) factor *= 0.6
  if (traits.isCue) factor *= 1.25
  if (traits.kind === 'question') factor *= 0.55
  if (traits.dependence > 0) factor *= 0.92
  if (speaker !== null && hosts.has(speaker)) factor *= traits.isFirstPerson ? 0.35 : 0.55
  return factor
}

/** Sentences of ten to thirty words read best; very long ones are spoken, not written. */
function lengthFactor(words: number): number {
  if (words < 5) return 0.4
  if (words < 8) return 0.7
  if (words <= 32) return 1
  if (words <= 42) return 0.8
  if (words <= 55) return 0.5
  return 0.2
}
