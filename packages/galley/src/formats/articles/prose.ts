import type { DocumentContent } from '../../flow/documents/index.ts'
import { Article } from './article.ts'

/** What people read of an article, without its title and what search engines are told. */
export function articleProse(content: DocumentContent): string {
  const { fields, parts } = Article.parse(content)
  const texts = [
    fields.standfirst.markdown,
    ...parts.flatMap(({ heading, markdown }) => [heading, markdown]),
    fields.takeaways.markdown,
  ]
  return texts.join('\n\n')
}
