import { z } from 'zod'
import { changeDocument, Document } from '../../flow/documents/index.ts'
import { getJob } from '../../flow/pipelines/index.ts'
import { defineCodes, InvalidError } from '../../platform/error.ts'
import { defineRoute, editTag } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { Article, ArticleSection } from './article.ts'
import type { CitedText } from './article.ts'
import { reanchor } from './cited-text.ts'
import { ArticleSectionInput } from './format.ts'
import { rewriteCodes, RewrittenSection } from './steps/rewrite-section.ts'

const codes = defineCodes({
  NOT_A_REWRITE:
    'Job {jobId} has not reworked a section. POST /api/v1/steps/section.rewrite does; accept it once it succeeded.',
})

export const AcceptRewriteInput = z.object({
  jobId: z.string().describe('The job of section.rewrite.'),
  baseVersion: z.int().min(1).describe('The version that was looked at.'),
  markdown: ArticleSectionInput.shape.markdown.describe(
    'What was accepted of it; all of it when absent.',
  ),
})
export type AcceptRewriteInput = z.input<typeof AcceptRewriteInput>

/**
 * Puts what `section.rewrite` made into the article, whole or in part. Sentences of it keep the
 * citations that they were made with, and those of the section before keep theirs.
 *
 * @throws ConflictError with both sides when somebody was quicker; nothing is overwritten.
 */
export async function acceptRewrite({
  ctx,
  input,
}: VerbArgs<AcceptRewriteInput>): Promise<Document> {
  requirePermission(ctx, 'documents.write')
  const { jobId, baseVersion, markdown } = AcceptRewriteInput.parse(input)
  const job = await getJob({ ctx, input: { jobId } })
  const rewritten = RewrittenSection.safeParse(job.output)
  if (job.status !== 'succeeded' || !rewritten.success) {
    throw new InvalidError(codes.NOT_A_REWRITE, { jobId })
  }
  const { documentId, sectionId, action, costMicros, writer, ...made } = rewritten.data
  return changeDocument({
    ctx,
    input: { documentId, baseVersion, costMicros },
    change({ content, language }) {
      const at = content.parts.findIndex(({ id }) => id === sectionId)
      if (at < 0) throw new InvalidError(rewriteCodes.SECTION_MISSING, { sectionId })
      const section = ArticleSection.parse(content.parts[at])
      const isWhole = markdown === undefined || markdown === made.markdown
      const text = isWhole
        ? { markdown: made.markdown, sentences: made.sentences }
        : reanchor(together(made, section), markdown, language)
      const next: ArticleSection = {
        ...section,
        ...text,
        // What a model wrote and nobody changed is not a person's own words.
        isEdited: !isWhole && section.isEdited,
      }
      return {
        content: { ...content, parts: content.parts.with(at, next) },
        cause: 'generated',
        summary: `${actions[action]} “${section.heading}”${isWhole ? '' : ', in part'}`,
        models: [writer.model],
        prompts: [writer.prompt],
      }
    },
  })
}

const actions = {
  regenerate: 'Wrote anew',
  shorten: 'Shortened',
  lengthen: 'Lengthened',
  rewrite: 'Rewrote',
  tone: 'Changed the tone of',
  translate: 'Translated',
  instruct: 'Reworked',
} as const

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

export const acceptRewriteRoute: Route = defineRoute({
  method: 'POST',
  path: '/rewrites/{job_id}/accept',
  tag: 'documents',
  name: 'acceptRewrite',
  summary: 'Puts what section.rewrite made into the article, whole or in part.',
  permission: 'documents.write',
  input: AcceptRewriteInput,
  output: Document.extend({ content: Article }),
  etag: ({ id, version }) => editTag(id, version),
  handle: async ({ ctx, input }) => {
    const document = await acceptRewrite({ ctx, input })
    return { ...document, content: Article.parse(document.content) }
  },
})
