import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { listDocumentTitles } from '../documents/index.ts'
import { listSourceTitles } from '../sources/index.ts'

export const JobReference = z
  .object({
    kind: z.enum(['source', 'document']),
    id: z.string(),
    title: z.string().nullable().describe('Null for what has none, or was deleted.'),
  })
  .meta({ id: 'JobReference' })
export type JobReference = z.infer<typeof JobReference>

type Found = Pick<JobReference, 'kind' | 'id'>

/** Names by which inputs and outputs of pipelines and steps refer to things of the workspace. */
const names: Readonly<Record<string, JobReference['kind']>> = {
  sourceId: 'source',
  sourceIds: 'source',
  documentId: 'document',
  documentIds: 'document',
}
const MOST = 50

/** What the top level of an input or output refers to. */
export function findReferences(value: unknown): Found[] {
  if (typeof value !== 'object' || value === null) return []
  const found = Object.entries(names).flatMap(([name, kind]) =>
    [(value as Record<string, unknown>)[name]]
      .flat()
      .filter((id) => typeof id === 'string')
      .map((id): Found => ({ kind, id })),
  )
  return found.slice(0, MOST)
}

/** Gives references their titles: two questions for any number of them. */
export async function titleReferences(
  tx: Transaction,
  ctx: Context,
  references: readonly Found[],
): Promise<(reference: Found) => JobReference> {
  const idsOf = (kind: Found['kind']) => [
    ...new Set(references.flatMap((one) => (one.kind === kind ? [one.id] : []))),
  ]
  const sources = await listSourceTitles(tx, ctx, idsOf('source'))
  const documents = await listDocumentTitles(tx, ctx, idsOf('document'))
  const titles = new Map([...sources, ...documents].map(({ id, title }) => [id, title]))
  return (reference) => ({ ...reference, title: titles.get(reference.id) ?? null })
}
