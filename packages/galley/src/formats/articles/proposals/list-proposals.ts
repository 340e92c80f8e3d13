import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { getDocument } from '../../../flow/documents/index.ts'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { describeProposals, ProposalStatus, SectionProposal } from './proposal.ts'
import { sectionProposals } from './tables.ts'

export const ListProposalsInput = z.object({
  documentId: z.string(),
  ...pageInput,
  sectionId: z.string().optional().describe('Only those of this section.'),
  status: ProposalStatus.optional(),
  isFavourite: z.boolean().optional().describe('Only those that are, or are not, favourites.'),
})
export type ListProposalsInput = z.input<typeof ListProposalsInput>

export const ProposalPage = Page(SectionProposal)
export type ProposalPage = z.infer<typeof ProposalPage>

const cursor = defineCursor('proposals', z.string())

/** What was ever proposed for the sections of an article, newest first. */
export async function listProposals({
  ctx,
  input,
}: VerbArgs<ListProposalsInput>): Promise<ProposalPage> {
  requirePermission(ctx, 'documents.read')
  const { documentId, limit, sectionId, status, isFavourite, ...page } =
    ListProposalsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  await getDocument({ ctx, input: { documentId } })
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(sectionProposals)
      .where(
        and(
          eq(sectionProposals.workspaceId, ctx.workspaceId),
          eq(sectionProposals.documentId, documentId),
          sectionId === undefined ? undefined : eq(sectionProposals.sectionId, sectionId),
          status && eq(sectionProposals.status, status),
          isFavourite === undefined ? undefined : eq(sectionProposals.isFavourite, isFavourite),
          before === undefined ? undefined : lt(sectionProposals.id, before),
        ),
      )
      .orderBy(desc(sectionProposals.id))
      .limit(limit + 1)
    const { items, nextCursor } = toPage(rows, limit, ({ id }) => cursor.encode(id))
    return { items: await describeProposals(tx, ctx, items), nextCursor }
  })
}
