import type { ArticleText } from '@galley/markdown'
import type { Output } from '../../../api/call.ts'
import type { CitedRegions } from '../../../editor/citations.ts'

export type ArticleDocument = Output<'GET /documents/{document_id}'>

/** The words of an article, as they are written. */
export const textOf = ({ content: { fields, parts } }: ArticleDocument): ArticleText => ({
  title: fields.title,
  standfirst: fields.standfirst.markdown,
  takeaways: fields.takeaways.markdown,
  sections: parts.map(({ id, heading, markdown }) => ({ id, heading, markdown })),
})

/** What each of its sentences rests on. */
export const citedRegionsOf = ({ content: { fields, parts } }: ArticleDocument): CitedRegions =>
  new Map([
    ['standfirst', fields.standfirst],
    ['takeaways', fields.takeaways],
    ...parts.map((part) => [part.id, part] as const),
  ])

/** Whether two texts say the same, letter by letter. */
export const isSameText = (one: ArticleText, other: ArticleText): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
