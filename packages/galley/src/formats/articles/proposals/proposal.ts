import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { defineCodes, NotFoundError } from '../../../platform/error.ts'
import { defineEvent } from '../../../platform/event.ts'
import { Author, findJobOrigins, jobIdOf, toAuthor } from '../../../platform/jobs/index.ts'
import { CitedText } from '../article.ts'
import { RewriteAction } from '../prompts/rewrite.ts'
import { sectionProposals } from './tables.ts'

export const proposalCodes = defineCodes({
  PROPOSAL_NOT_FOUND:
    'There is no proposal {proposalId} in this workspace. GET /api/v1/documents/{document_id}/proposals lists those of an article.',
  PROPOSAL_OUTDATED:
    'The section says something else than what this proposal was made from. Compare the two and send what it should say as "markdown", or ask for a new proposal.',
  PROPOSAL_EMPTY: 'The section says that already. Discard the proposal, or accept another one.',
  PROPOSAL_ACCEPTED:
    'Proposal {proposalId} was accepted; only one that was not can be discarded. Restore an earlier version of the document to take it back.',
})

export const ProposalStatus = z.enum(['open', 'accepted', 'discarded'])
export type ProposalStatus = z.infer<typeof ProposalStatus>

/** What a section could say instead, and how that came about. */
export const SectionProposal = z
  .object({
    id: z.string(),
    documentId: z.string(),
    sectionId: z.string(),
    baseHash: z.string().describe("Names the section's text that it was made from."),
    action: RewriteAction,
    instruction: z
      .string()
      .nullable()
      .describe('The tone, the language or the instruction that was asked for.'),
    variation: z.int().describe('Which of those made together, from 0; `index` of its deltas.'),
    ...CitedText.shape,
    model: z.string(),
    prompt: z.string(),
    promptTemplate: z
      .string()
      .nullable()
      .describe("`<template id>@<version>` of the workspace's own prompt, where one was chosen."),
    isExtractive: z.boolean(),
    costMicros: z.int().nullable(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    isFavourite: z.boolean(),
    status: ProposalStatus,
    author: Author,
    jobId: z.string().nullable(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'SectionProposal' })
export type SectionProposal = z.infer<typeof SectionProposal>

/** One that was just written: without moments, which a job's output has no way to hold. */
export const WrittenProposal = SectionProposal.omit({ createdAt: true, updatedAt: true }).meta({
  id: 'WrittenProposal',
})
export type WrittenProposal = z.infer<typeof WrittenProposal>

export const proposalCreated = defineEvent({
  type: 'proposal.created',
  summary: 'A section of an article has a proposal.',
  data: z.object({ documentId: z.string(), sectionId: z.string(), action: z.string() }),
})

export const proposalUpdated = defineEvent({
  type: 'proposal.updated',
  summary: 'A proposal was accepted, discarded, opened again, or marked.',
  data: z.object({
    documentId: z.string(),
    sectionId: z.string(),
    status: z.string(),
    isFavourite: z.boolean(),
  }),
})

export type ProposalRow = typeof sectionProposals.$inferSelect

export async function getProposalInWorkspace(
  tx: Transaction,
  ctx: Context,
  proposalId: string,
  options: { forUpdate?: boolean } = {},
): Promise<ProposalRow> {
  const query = tx.select().from(sectionProposals).where(isProposal(ctx, proposalId))
  const [row] = await (options.forUpdate ? query.for('update') : query)
  if (!row) throw new NotFoundError(proposalCodes.PROPOSAL_NOT_FOUND, { proposalId })
  return row
}

export const isProposal = (ctx: Pick<Context, 'workspaceId'>, proposalId: string) =>
  and(eq(sectionProposals.workspaceId, ctx.workspaceId), eq(sectionProposals.id, proposalId))

/** Proposals with the names of people instead of the ids of jobs alone. */
export async function describeProposals(
  tx: Transaction,
  ctx: Context,
  rows: readonly ProposalRow[],
): Promise<SectionProposal[]> {
  const jobs = await findJobOrigins(
    tx,
    ctx,
    rows.map(({ author }) => jobIdOf(author)),
  )
  return rows.map(({ workspaceId: _workspace, projectId: _project, origin: _origin, ...row }) => ({
    ...row,
    author: toAuthor(row.author, jobs),
  }))
}
