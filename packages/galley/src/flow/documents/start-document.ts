import { z } from 'zod'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { createDocument } from './create-document.ts'
import type { Document } from './document.ts'
import { formatOf } from './document.ts'
import { applyEdit } from './edit.ts'
import { LanguageTag } from './language-tag.ts'

const value = z.record(z.string(), z.unknown())

export const StartDocumentInput = z.object({
  format: z.string().default('article'),
  language: LanguageTag.default('und'),
  projectId: z.string().optional(),
  fields: value.default({}).describe('Fields of the whole, as an edit sets them.'),
  parts: z
    .array(value)
    .max(1000)
    .default([])
    .describe('Its parts in order, as an edit inserts them.'),
})
export type StartDocumentInput = z.input<typeof StartDocumentInput>

/** Makes a document that a person writes: blank, or with what they brought along. */
export async function startDocument({
  ctx,
  input,
}: VerbArgs<StartDocumentInput>): Promise<Document> {
  requirePermission(ctx, 'documents.write')
  const { format: name, language, projectId, fields, parts } = StartDocumentInput.parse(input)
  const format = formatOf(ctx, name)
  const blank = { id: 'new', version: 1, language, content: { fields: format.blank, parts: [] } }
  const content = applyEdit(format, blank, [
    { op: 'set', value: fields },
    // Each is put first, so the last one goes in before the others.
    ...parts.toReversed().map((part) => ({ op: 'insert' as const, after: null, value: part })),
  ])
  return createDocument({
    ctx,
    input: { format: name, language, content, cause: 'edited', ...(projectId && { projectId }) },
  })
}
