import type { Article } from './article.ts'
import { blocksToCitedText } from './cited-text.ts'
import type { CheckedSentence } from './cited-text.ts'
import type { Block, Metadata, Outline } from './content.ts'

export interface ArticleParts {
  outline: Outline
  chapters: readonly {
    sectionId: string
    heading: string
    blocks: readonly (Omit<Block, 'sentences'> & { sentences: readonly CheckedSentence[] })[]
  }[]
  metadata: Metadata
  writer: { model: string; isExtractive: boolean }
}

/** Puts the parts together, in the outline's order. Pure: no model, no clock. */
export function composeArticle({ outline, chapters, metadata, writer }: ArticleParts): Article {
  const bySection = new Map(chapters.map((chapter) => [chapter.sectionId, chapter]))
  const paragraph = (kind: 'paragraph' | 'list', sentences: readonly CheckedSentence[]) =>
    blocksToCitedText(sentences.length > 0 ? [{ kind, sentences, speaker: null }] : [])
  return {
    fields: {
      title: outline.title,
      standfirst: paragraph('paragraph', outline.standfirst),
      takeaways: paragraph('list', outline.takeaways),
      metadata,
      writer,
    },
    parts: outline.sections.flatMap((section) => {
      const chapter = bySection.get(section.id)
      if (!chapter) return []
      const text = blocksToCitedText(chapter.blocks)
      return [{ id: section.id, heading: chapter.heading, isEdited: false, ...text }]
    }),
  }
}
