import { z } from 'zod'
import { createDocument, LanguageTag, Provenance } from '../../../flow/documents/index.ts'
import { defineStep } from '../../../platform/step.ts'
import { Article } from '../article.ts'
import { Material, WritingOptions } from '../material.ts'
import { composeBlog } from './compose-blog.ts'

/** Stores an article as a document with its first version; once for a job, however often it runs. */
export const persistDocument = defineStep({
  id: 'document.persist',
  version: 1,
  summary: 'Stores an article as a document.',
  permission: 'documents.write',
  isReadOnly: false,
  input: z.object({
    ...Material.shape,
    ...WritingOptions.omit({ language: true }).shape,
    article: Article.optional().describe('Written first when absent.'),
    language: LanguageTag.default('und'),
    provenance: Provenance.optional(),
    costMicros: z.int().min(0).nullable().default(null),
  }),
  output: z.object({ documentId: z.string(), version: z.int() }),

  async run({ ctx, input }) {
    const { language, provenance, costMicros } = input
    const request = { ...input, language: language === 'und' ? undefined : language }
    const article = input.article ?? (await composeBlog.run({ ctx, input: request })).article
    const document = await createDocument({
      ctx,
      input: {
        format: 'article',
        cause: 'generated',
        content: article,
        language,
        provenance,
        costMicros,
      },
    })
    return { documentId: document.id, version: document.version }
  },
})
