import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { documentCodes } from './document.ts'
import type { DocumentContent, DocumentFormat, DocumentPart } from './format.ts'

const value = z.record(z.string(), z.unknown())

/** One operation of an edit, on the fields of the whole or on one part. */
export const EditOperation = z
  .discriminatedUnion('op', [
    z.object({ op: z.literal('set'), value: value.describe('Fields of the document to replace.') }),
    z.object({ op: z.literal('replace'), partId: z.string(), value }),
    z.object({
      op: z.literal('insert'),
      after: z.string().nullable().describe('The part before it; null puts it first.'),
      value,
    }),
    z.object({ op: z.literal('remove'), partId: z.string() }),
    z.object({ op: z.literal('move'), partId: z.string(), after: z.string().nullable() }),
  ])
  .meta({ id: 'EditOperation' })
export type EditOperation = z.infer<typeof EditOperation>

/**
 * Applies operations in order. Parts that no operation names are the same objects afterwards, so
 * their bytes cannot differ.
 *
 * @throws NotFoundError when an operation names a part that is not there (any more).
 */
export function applyEdit(
  format: DocumentFormat,
  document: { id: string; version: number; language: string; content: DocumentContent },
  operations: readonly EditOperation[],
): DocumentContent {
  const { language } = document
  let { fields } = document.content
  const parts = [...document.content.parts]

  const indexOf = (partId: string): number => {
    const index = parts.findIndex((part) => part.id === partId)
    if (index >= 0) return index
    const { id: documentId, version } = document
    throw new NotFoundError(documentCodes.PART_NOT_FOUND, { documentId, partId, version })
  }
  const insertAfter = (after: string | null, part: DocumentPart): void => {
    parts.splice(after === null ? 0 : indexOf(after) + 1, 0, part)
  }

  for (const [index, operation] of operations.entries()) {
    switch (operation.op) {
      case 'set':
        fields = format.editFields(fields, read(format.fieldsInput, operation, index), language)
        break
      case 'replace': {
        const at = indexOf(operation.partId)
        const input = read(format.partInput, operation, index)
        parts[at] = format.editPart(parts[at]!, operation.partId, input, language)
        break
      }
      case 'insert': {
        const input = read(format.partInput, operation, index)
        insertAfter(operation.after, format.editPart(null, newId('part'), input, language))
        break
      }
      case 'remove':
        parts.splice(indexOf(operation.partId), 1)
        break
      case 'move': {
        const at = indexOf(operation.partId)
        if (operation.after === operation.partId) break
        const [part] = parts.splice(at, 1)
        insertAfter(operation.after, part!)
        break
      }
    }
  }
  return { fields, parts }
}

/** The operation's value as the format reads it; what is wrong with it points into the request. */
function read<T>(schema: z.ZodType<T>, operation: { value: unknown }, index: number): T {
  const parsed = schema.safeParse(operation.value)
  if (parsed.success) return parsed.data
  const trail = ['operations', index, 'value']
  throw new z.ZodError(
    parsed.error.issues.map((issue) => ({ ...issue, path: [...trail, ...issue.path] })),
  )
}
