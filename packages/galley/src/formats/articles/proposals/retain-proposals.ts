import { inArray } from 'drizzle-orm'
import { documentBelongings } from '../../../flow/documents/index.ts'
import { sectionProposals } from './tables.ts'

/** Proposals end with their document. */
export const retainProposals = documentBelongings.contribute({
  remove: async (tx, documentIds) => {
    await tx.delete(sectionProposals).where(inArray(sectionProposals.documentId, [...documentIds]))
  },
})
