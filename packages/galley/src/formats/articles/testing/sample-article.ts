import type { ExportableDocument } from '../../../flow/documents/index.ts'
import type { Article, CitedText } from '../article.ts'

export const cited = (markdown: string): CitedText => ({ markdown, sentences: [] })

/** An article as it is stored, for tests of what is done with one. */
export function sampleArticle(
  sections: readonly { heading: string; markdown: string }[] = [
    { heading: 'Why worms', markdown: 'Worms dig channels. They let water in.' },
  ],
  fields: Partial<Article['fields']> = {},
): Article {
  return {
    fields: {
      title: 'Why gardens need worms',
      standfirst: cited('A garden lives from its worms.'),
      takeaways: cited('- Dig less.\n- Cover the soil.'),
      metadata: {
        title: 'Why gardens need worms',
        description: 'What worms do for a garden.',
        slug: 'why-gardens-need-worms',
        keywords: ['worms', 'soil'],
      },
      writer: { model: 'embedded:extractive', isExtractive: true },
      editedFields: [],
      ...fields,
    },
    parts: sections.map((section, index) => ({
      id: `part_${index + 1}`,
      isEdited: false,
      sentences: [],
      ...section,
    })),
  }
}

export function exportable(article: Article, language = 'en'): ExportableDocument {
  return {
    id: 'doc_1',
    version: 3,
    title: article.fields.title,
    language,
    createdAt: new Date('2026-01-02T03:04:05Z'),
    updatedAt: new Date('2026-02-03T04:05:06Z'),
    content: article,
    provenance: { models: [], prompts: [], sourceIds: ['src_1', 'src_2'] },
    sources: [
      { id: 'src_1', title: 'A talk: "worms"', kind: 'text' },
      { id: 'src_2', title: null, kind: 'deleted' },
    ],
  }
}
