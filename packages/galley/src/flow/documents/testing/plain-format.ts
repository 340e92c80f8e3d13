import { z } from 'zod'
import type { DocumentContent, DocumentFormat } from '../format.ts'

const Text = z.strictObject({ text: z.string().optional() })

/** The smallest format there can be, for tests of what holds for every format. */
export const plainFormat: DocumentFormat = {
  id: 'plain',
  content: z.object({
    fields: z.object({ text: z.string() }),
    parts: z.array(z.object({ id: z.string(), text: z.string() })),
  }) as unknown as z.ZodType<DocumentContent>,
  blank: { text: '' },
  fieldsInput: Text,
  partInput: Text,
  title: ({ fields }) => String(fields['text']),
  prose: ({ fields, parts }) => [fields, ...parts].map(({ text }) => String(text)).join('\n'),
  importMarkdown: ({ markdown, title = '' }) => ({
    fields: { text: title },
    parts: markdown.split(/\n{2,}/).map((text) => ({ text })),
  }),
  editFields: (fields, { text = fields['text'] }) => ({ ...fields, text }),
  editPart: (previous, id, { text = previous?.['text'] ?? '' }) =>
    previous && previous['text'] === text ? previous : { id, text },
  partText: ({ text }) => String(text),
  fieldsText: ({ text }) => String(text),
  exports: {},
}
