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
  const edited = (previous: DocumentPart | null, id: string, input: Record<string, unknown>) =>
    format.editPart(previous, id, format.partInput.parse(input), document.language)

  for (const operation of operations) {
    switch (operation.op) {
      case 'set':
        fields = format.editFields(fields, format.fieldsInput.parse(operation.value))
        break
      case 'replace': {
        const index = indexOf(operation.partId)
        parts[index] = edited(parts[index]!, operation.partId, operation.value)
        break
      }
      case 'insert':
        insertAfter(operation.after, edited(null, newId('part'), operation.value))
        break
      case 'remove':
        parts.splice(indexOf(operation.partId), 1)
        break
      case 'move': {
        const [part] = parts.splice(indexOf(operation.partId), 1)
        insertAfter(operation.after, part!)
        break
      }
    }
  }
  return { fields, parts }
}
