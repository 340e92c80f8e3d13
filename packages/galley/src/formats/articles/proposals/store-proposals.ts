import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { newId } from '../../../platform/id.ts'
import { emit, withTransaction } from '../../../platform/verb.ts'
import { storable } from '../../../flow/documents/index.ts'
import { describeProposals, proposalCreated } from './proposal.ts'
import type { ProposalRow, SectionProposal } from './proposal.ts'
import { sectionProposals } from './tables.ts'

export type NewProposal = Pick<
  ProposalRow,
  | 'variation'
  | 'markdown'
  | 'sentences'
  | 'model'
  | 'prompt'
  | 'isExtractive'
  | 'costMicros'
  | 'inputTokens'
  | 'outputTokens'
>

export type ProposalSubject = Pick<
  ProposalRow,
  | 'projectId'
  | 'documentId'
  | 'sectionId'
  | 'baseHash'
  | 'action'
  | 'instruction'
  | 'promptTemplate'
>

/** Keeps what was written, once for the durable step that wrote it. */
export async function storeProposals(
  ctx: Context,
  subject: ProposalSubject,
  written: readonly NewProposal[],
): Promise<SectionProposal[]> {
  const origin = ctx.step?.idempotencyKey ?? newId('req')
  const { projectId, ...about } = subject
  const { documentId, sectionId, action } = about
  const origins = written.map(({ variation }) => `${origin}/${variation}`)
  return withTransaction(ctx, async (tx) => {
    const made = await tx
      .insert(sectionProposals)
      .values(
        written.map((proposal, index) => ({
          ...storable({ ...about, ...proposal }),
          // The document's own; a document of no project is seen only by who sees all of them.
          ...(projectId !== null && { projectId }),
          id: newId('prp'),
          workspaceId: ctx.workspaceId,
          author: ctx.actor,
          jobId: ctx.step?.jobId ?? null,
          origin: origins[index]!,
        })),
      )
      .onConflictDoNothing()
      .returning()
    for (const { id } of made) {
      emit(tx, ctx, proposalCreated, id, { documentId, sectionId, action }, { projectId })
    }
    const rows = await tx
      .select()
      .from(sectionProposals)
      .where(
        and(
          eq(sectionProposals.workspaceId, ctx.workspaceId),
          inArray(sectionProposals.origin, origins),
        ),
      )
      .orderBy(asc(sectionProposals.variation))
    return describeProposals(tx, ctx, rows)
  })
}
