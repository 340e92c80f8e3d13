import { Document } from '../../../flow/documents/index.ts'
import { defineRoute, editTag } from '../../../platform/http/index.ts'
import type { Route } from '../../../platform/http/index.ts'
import { Article } from '../article.ts'
import { acceptProposal, AcceptProposalInput } from './accept-proposal.ts'
import { changeProposal, ChangeProposalInput } from './change-proposal.ts'
import { listProposals, ListProposalsInput, ProposalPage } from './list-proposals.ts'
import { SectionProposal } from './proposal.ts'

const tag = 'proposals'

export const proposalRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/documents/{document_id}/proposals',
    tag,
    name: 'list',
    summary: 'Lists what was proposed for the sections of an article, newest first.',
    permission: 'documents.read',
    input: ListProposalsInput,
    output: ProposalPage,
    handle: ({ ctx, input }) => listProposals({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/proposals/{proposal_id}',
    tag,
    name: 'change',
    summary: 'Marks a proposal as a favourite, discards it, or opens it again.',
    permission: 'documents.write',
    input: ChangeProposalInput,
    output: SectionProposal,
    handle: ({ ctx, input }) => changeProposal({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/proposals/{proposal_id}/accept',
    tag,
    name: 'accept',
    isTool: true,
    summary:
      'Puts a proposal into its article, whole or in part, as a new version; answers 409 with both sides when somebody was quicker.',
    permission: 'documents.write',
    input: AcceptProposalInput,
    output: Document.extend({ content: Article }),
    etag: ({ id, version }) => editTag(id, version),
    handle: async ({ ctx, input }) => {
      const document = await acceptProposal({ ctx, input })
      return { ...document, content: Article.parse(document.content) }
    },
  }),
]
