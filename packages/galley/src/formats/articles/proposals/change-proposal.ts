import { z } from 'zod'
import { audit } from '../../../workspace/audit/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError } from '../../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import {
  describeProposals,
  getProposalInWorkspace,
  isProposal,
  proposalCodes,
  proposalUpdated,
} from './proposal.ts'
import type { ProposalRow, SectionProposal } from './proposal.ts'
import { sectionProposals } from './tables.ts'

export const ChangeProposalInput = z.object({
  proposalId: z.string(),
  isFavourite: z.boolean().optional(),
  status: z
    .enum(['open', 'discarded'])
    .optional()
    .describe('`discarded` puts it away, `open` brings it back.'),
})
export type ChangeProposalInput = z.input<typeof ChangeProposalInput>

/** Marks a proposal as a favourite, puts it away, or brings it back. */
export async function changeProposal({
  ctx,
  input,
}: VerbArgs<ChangeProposalInput>): Promise<SectionProposal> {
  requirePermission(ctx, 'documents.write')
  const { proposalId, ...changes } = ChangeProposalInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const before = await getProposalInWorkspace(tx, ctx, proposalId, { forUpdate: true })
    if (before.status === 'accepted' && changes.status !== undefined) {
      throw new ConflictError(proposalCodes.PROPOSAL_ACCEPTED, { proposalId })
    }
    const after = await writeProposal(tx, ctx, before, changes)
    return (await describeProposals(tx, ctx, [after]))[0]!
  })
}

/** Changes the row, with its audit entry and event; the row itself where nothing changes. */
export async function writeProposal(
  tx: Transaction,
  ctx: Context,
  before: ProposalRow,
  { status = before.status, isFavourite = before.isFavourite }: Partial<ProposalRow>,
): Promise<ProposalRow> {
  if (status === before.status && isFavourite === before.isFavourite) return before
  const [after] = await tx
    .update(sectionProposals)
    .set({ status, isFavourite, updatedAt: new Date() })
    .where(isProposal(ctx, before.id))
    .returning()
  await audit(tx, ctx, {
    action: status === before.status ? 'proposal.mark' : `proposal.${verbs[status]}`,
    subject: before.id,
    before: { status: before.status, isFavourite: before.isFavourite },
    after: { status, isFavourite },
  })
  const { id, documentId, sectionId, projectId } = before
  const fact = { documentId, sectionId, status, isFavourite }
  emit(tx, ctx, proposalUpdated, id, fact, { projectId })
  return after!
}

const verbs = { open: 'reopen', accepted: 'accept', discarded: 'discard' } as const
