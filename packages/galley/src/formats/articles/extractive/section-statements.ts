import type { Outline } from '../content.ts'
import type { Material, Statement } from './material.ts'
import { planSections } from './sections.ts'

/**
 * The statements of one section. A segment that several sections name (one endless paragraph) is
 * divided as the outline divided it, or evenly where the outline was edited since.
 */
export function statementsOfSection(
  material: Material,
  quality: readonly number[],
  outline: Outline,
  sectionId: string,
): Statement[] {
  const at = outline.sections.findIndex((section) => section.id === sectionId)
  const section = outline.sections[at]
  if (!section) return []
  const own = new Set(section.segmentIds)
  const isShared = outline.sections.some(
    (other) => other.id !== sectionId && other.segmentIds.some((id) => own.has(id)),
  )
  if (isShared) {
    const plans = planSections(material, quality, outline.sections.length)
    const plan = plans[at]
    if (plan && plans.length === outline.sections.length) {
      const planned = material.statements.slice(plan.start, plan.end)
      if (planned.every((statement) => own.has(statement.segmentId))) return planned
    }
  }
  return evenShare(material, outline, sectionId, own)
}

function evenShare(
  material: Material,
  outline: Outline,
  sectionId: string,
  own: ReadonlySet<string>,
): Statement[] {
  const sharers = new Map<string, string[]>()
  for (const section of outline.sections) {
    for (const id of section.segmentIds) sharers.set(id, [...(sharers.get(id) ?? []), section.id])
  }
  const inSegment = new Map<string, Statement[]>()
  for (const statement of material.statements) {
    if (!own.has(statement.segmentId)) continue
    const list = inSegment.get(statement.segmentId) ?? []
    list.push(statement)
    inSegment.set(statement.segmentId, list)
  }
  const statements: Statement[] = []
  for (const [id, list] of inSegment) {
    const sections = sharers.get(id) ?? []
    const place = sections.indexOf(sectionId)
    statements.push(
      ...list.slice(
        Math.floor((place * list.length) / sections.length),
        Math.floor(((place + 1) * list.length) / sections.length),
      ),
    )
  }
  return statements
}
