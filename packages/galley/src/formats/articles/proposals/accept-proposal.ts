import { hashSection } from '@galley/markdown/hash'
import { z } from 'zod'
import { changeDocument } from '../../../flow/documents/index.ts'
import type { Document } from '../../../flow/documents/index.ts'
import { ConflictError, InvalidError, NotFoundError } from '../../../platform/error.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { ArticleSection } from '../article.ts'
import type { CitedText } from '../article.ts'
import { reanchor } from '../cited-text.ts'
import { ArticleSectionInput } from '../format.ts'
import { rewriteCodes } from '../rewriting/codes.ts'
import { writeProposal } from './change-proposal.ts'
import { getProposalInWorkspace, proposalCodes } from './proposal.ts'
import type { ProposalRow } from './proposal.ts'

export const AcceptProposalInput = z.object({
  proposalId: z.string(),
  baseVersion: z.int().min(1).max(2_147_483_647).describe('The version that was looked at.'),
  markdown: ArticleSectionInput.shape.markdown.describe(
    'What the section is to say, where only a part is accepted; all of the proposal when absent.',
  ),
})
export type AcceptProposalInput = z.input<typeof AcceptProposalInput>

/**
 * Puts a proposal into its article, whole or in part. Its sentences keep the citations that they
 * were made with, and those of the section before keep theirs.
 *
 * @throws ConflictError with both sides when somebody was quicker, or when the section is not what
 * the proposal was made from; nothing is overwritten.
 */
export async function acceptProposal({
  ctx,
  input,
}: VerbArgs<AcceptProposalInput>): Promise<Document> {
  requirePermission(ctx, 'documents.write')
  const { proposalId, baseVersion, markdown } = AcceptProposalInput.parse(input)
  const found = await withTransaction(ctx, (tx) => getProposalInWorkspace(tx, ctx, proposalId))
  const { documentId, sectionId, action, costMicros, model, prompt, promptTemplate } = found
  return changeDocument({
    ctx,
    input: { documentId, baseVersion, costMicros },
    async change({ content, language }, tx) {
      const proposal = await getProposalInWorkspace(tx, ctx, proposalId, { forUpdate: true })
      const at = content.parts.findIndex(({ id }) => id === sectionId)
      if (at < 0) throw new NotFoundError(rewriteCodes.SECTION_MISSING, { sectionId })
      const section = ArticleSection.parse(content.parts[at])
      if (markdown === undefined && (await hashSection(section.markdown)) !== proposal.baseHash) {
        throw new ConflictError(proposalCodes.PROPOSAL_OUTDATED)
      }
      const next = merge(section, proposal, markdown ?? proposal.markdown, language)
      if (next.markdown === section.markdown) throw new InvalidError(proposalCodes.PROPOSAL_EMPTY)
      await writeProposal(tx, ctx, proposal, { status: 'accepted' })
      const part = next.markdown === proposal.markdown ? '' : ', in part'
      return {
        content: { ...content, parts: content.parts.with(at, next) },
        cause: 'generated',
        summary: `${done[action]} “${section.heading}” with ${model}${part}`.slice(0, 300),
        models: [model],
        prompts: [prompt, ...(promptTemplate ? [promptTemplate] : [])],
      }
    },
  })
}

const done = {
  regenerate: 'Wrote anew',
  shorten: 'Shortened',
  lengthen: 'Lengthened',
  rewrite: 'Rewrote',
  tone: 'Changed the tone of',
  translate: 'Translated',
  instruct: 'Reworked',
} as const

/** The section with the accepted text, and the sentences of both that are in it. */
function merge(
  section: ArticleSection,
  proposal: Pick<ProposalRow, 'markdown' | 'sentences'>,
  markdown: string,
  language: string,
): ArticleSection {
  const { markdown: proposed, sentences } = proposal
  // What a model wrote and nobody changed is not a person's own words.
  if (markdown === proposed) {
    return { ...section, markdown, sentences, isEdited: false }
  }
  const text = reanchor(together({ markdown: proposed, sentences }, section), markdown, language)
  const known = new Set([
    ...sentencesOf({ markdown: proposed, sentences }),
    ...sentencesOf(section),
  ])
  const isAllKnown = sentencesOf(text).every((sentence) => known.has(sentence))
  return { ...section, ...text, isEdited: section.isEdited || !isAllKnown }
}

const sentencesOf = ({ markdown, sentences }: CitedText) =>
  sentences.map(({ start, end }) => markdown.slice(start, end))

/** Both texts as one, to find sentences of either again. */
function together(made: CitedText, before: CitedText): CitedText {
  const offset = made.markdown.length + 2
  return {
    markdown: `${made.markdown}\n\n${before.markdown}`,
    sentences: [
      ...made.sentences,
      ...before.sentences.map((sentence) => ({
        ...sentence,
        start: sentence.start + offset,
        end: sentence.end + offset,
      })),
    ],
  }
}
