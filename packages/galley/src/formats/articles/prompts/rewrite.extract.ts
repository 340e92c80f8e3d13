import type { ChapterDraft } from '../draft.ts'
import extractChapter from './chapter.extract.ts'
import type { RewriteInput } from './rewrite.ts'

/** The embedded writer's way: the section anew, shorter or longer, in the sources' own words. */
export default function extract(input: RewriteInput): ChapterDraft {
  const { action, instruction: _, markdown: __, variation: ___, ...chapter } = input
  const length = action === 'shorten' ? 'short' : action === 'lengthen' ? 'long' : chapter.length
  return extractChapter({ ...chapter, length })
}
