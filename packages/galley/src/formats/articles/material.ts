import { z } from 'zod'
import { exportDocument, LanguageTag } from '../../flow/documents/index.ts'
import { createSource, getSourceText } from '../../flow/sources/index.ts'
import type { Source, SourceText } from '../../flow/sources/index.ts'
import type { Context } from '../../platform/context.ts'
import { defineCodes, InvalidError } from '../../platform/error.ts'

export const materialCodes = defineCodes({
  SOURCES_TOO_MANY:
    'With those of its prompt these are {count} sources; an article is written from {most} at most.',
  MATERIAL_MISSING: 'Say what to work on: text, source_id, source_ids or document_id.',
})

export const MOST_SOURCES = 50

/** What a step works on. Text becomes a source first, so that everything made of it can cite it. */
export const Material = z.object({
  text: z.string().min(1).optional().describe('Plain text or Markdown.'),
  sourceId: z.string().optional(),
  sourceIds: z.array(z.string()).min(1).max(MOST_SOURCES).optional(),
  documentId: z.string().optional(),
})
export type Material = z.infer<typeof Material>

/** How it should be written; all of it optional. */
export const WritingOptions = z.object({
  tone: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('For example "friendly and precise".'),
  length: z.enum(['short', 'medium', 'long']).optional(),
  direction: z
    .string()
    .trim()
    .max(30_000)
    .optional()
    .describe('What else to hold to: format, readers, instructions. The embedded writer cannot.'),
  language: LanguageTag.optional().describe("BCP 47; the source's when absent."),
  model: z.string().optional().describe('provider:model, as GET /models lists them.'),
})

/** The words of everything that the material names, in the order given. */
export async function readMaterial(ctx: Context, material: Material): Promise<SourceText[]> {
  const ids = new Set([
    ...(material.sourceIds ?? []),
    ...(material.sourceId ? [material.sourceId] : []),
  ])
  const found = await Promise.all(
    [...ids].map((sourceId) => getSourceText({ ctx, input: { sourceId } })),
  )
  if (material.text !== undefined) {
    found.push(toSourceText(await createSource({ ctx, input: { text: material.text } })))
  }
  if (material.documentId) {
    const input = { documentId: material.documentId, format: 'markdown' }
    const { body } = await exportDocument({ ctx, input })
    const source = await createSource({ ctx, input: { kind: 'markdown', text: String(body) } })
    found.push(toSourceText(source))
  }
  if (found.length === 0) throw new InvalidError(materialCodes.MATERIAL_MISSING)
  return found
}

function toSourceText({ id, title, language, text, segments }: Source): SourceText {
  return { id, title, language, text, segments }
}
