import type { ExportableDocument } from '../../../flow/documents/index.ts'
import type { ArticleFields } from '../article.ts'

/** The article for search engines, as schema.org describes one. */
export function describeForSearch(
  document: Pick<ExportableDocument, 'language' | 'createdAt' | 'updatedAt'>,
  { title, metadata }: ArticleFields,
  minutes: number,
): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: title,
    description: metadata.description,
    ...(metadata.keywords.length > 0 && { keywords: metadata.keywords }),
    ...(document.language !== 'und' && { inLanguage: document.language }),
    timeRequired: `PT${minutes}M`,
    dateCreated: document.createdAt.toISOString(),
    dateModified: document.updatedAt.toISOString(),
  }
}
