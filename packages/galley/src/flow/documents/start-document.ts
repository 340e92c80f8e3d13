import { z } from 'zod'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { createDocument } from './create-document.ts'
import type { Document } from './document.ts'
import { formatOf } from './document.ts'
import { applyEdit } from './edit.ts'
import { documentFormats } from './format.ts'
import { LanguageTag } from './language-tag.ts'

const value = z.record(z.string(), z.unknown())

export const StartDocumentInput = z.object({
  format: z.string().optional().describe('Default: the first kind that is made here.'),
  language: LanguageTag.default('und'),
  projectId: z.string().optional(),
  title: z.string().trim().min(1).max(300).optional().describe("Default: the Markdown's own."),
  markdown: z
    .string()
    .max(1_000_000)
    .optional()
    .describe('What it says so far. An article gets a section for each level-2 heading.'),
  fields: value.default({}).describe('Fields of the whole, as an edit sets them.'),
  parts: z
    .array(value)
    .max(1000)
    .default([])
    .describe('Its parts in order, as an edit inserts them; behind those of the Markdown.'),
})
export type StartDocumentInput = z.input<typeof StartDocumentInput>

/** Makes a document that a person writes: blank, or with what they brought along. */
export async function startDocument({
  ctx,
  input,
}: VerbArgs<StartDocumentInput>): Promise<Document> {
  requirePermission(ctx, 'documents.write')
  const given = StartDocumentInput.parse(input)
  const { language, projectId, title, markdown = '' } = given
  const format = given.format
    ? formatOf(ctx, given.format)
    : ctx.extensions.get(documentFormats)[0]!
  const blank = { id: 'new', version: 1, language, content: { fields: format.blank, parts: [] } }
  const brought = format.importMarkdown({ markdown, title })
  const parts = [...brought.parts, ...given.parts]
  const content = applyEdit(format, blank, [
    { op: 'set', value: { ...brought.fields, ...given.fields } },
    // Each is put first, so the last one goes in before the others.
    ...parts.toReversed().map((part) => ({ op: 'insert' as const, after: null, value: part })),
  ])
  return createDocument({
    ctx,
    input: {
      format: format.id,
      language,
      content,
      cause: 'edited',
      ...(projectId && { projectId }),
    },
  })
}
