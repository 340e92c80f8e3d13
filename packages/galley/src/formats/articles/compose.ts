import type { Article } from './article.ts'
import { blocksToCitedText } from './cited-text.ts'
import type { CheckedBlock, CheckedSentence } from './cited-text.ts'
import type { Metadata, Outline } from './content.ts'

export interface ArticleParts {
  outline: Pick<Outline, 'title' | 'sections'> & {
    standfirst: readonly CheckedSentence[]
    takeaways: readonly CheckedSentence[]
  }
  chapters: readonly { sectionId: string; heading: string; blocks: readonly CheckedBlock[] }[]
  metadata: Metadata
  writer: { model: string; isExtractive: boolean }
}

/** Puts the parts together, in the outline's order. Pure: no model, no clock. */
export function composeArticle({ outline, chapters, metadata, writer }: ArticleParts): Article {
  const bySection = new Map(chapters.map((chapter) => [chapter.sectionId, chapter]))
  const text = (kind: 'paragraph' | 'list', sentences: readonly CheckedSentence[]) =>
    blocksToCitedText([{ kind, sentences, speaker: null }])
  return {
    fields: {
      title: outline.title,
      standfirst: text('paragraph', outline.standfirst),
      takeaways: text('list', outline.takeaways),
      metadata,
      writer,
      editedFields: [],
    },
    parts: outline.sections.flatMap(({ id }) => {
      const chapter = bySection.get(id)
      if (!chapter) return []
      const { heading, blocks } = chapter
      return [{ id, heading, isEdited: false, ...blocksToCitedText(blocks) }]
    }),
  }
}
