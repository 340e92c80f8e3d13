import type { Chapter } from '../content.ts'
import type { ChapterDraft } from '../draft.ts'
import extractChapter from '../extractive/chapter.ts'
import type { ChapterInput } from './chapter.ts'
import { segmentNumbers, toDraft } from './outline.extract.ts'

/** The embedded writer's way to a section. */
export default function extract(input: ChapterInput): ChapterDraft {
  const { blocks }: Chapter = extractChapter(input)
  const numbers = segmentNumbers(input)
  return {
    blocks: blocks.map((block) => ({
      ...block,
      sentences: block.sentences.map((sentence) => toDraft(sentence, numbers)),
    })),
  }
}
