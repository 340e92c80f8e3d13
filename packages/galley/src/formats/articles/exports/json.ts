import type { ExportableDocument, ExportFile } from '../../../flow/documents/index.ts'
import { toWire } from '../../../platform/http/index.ts'
import { Article } from '../article.ts'
import { renderMarkdown } from './html.ts'
import { articleMarkdown, describeArticle } from './markdown.ts'

/** Everything there is: front matter, Markdown, HTML, and each sentence with its citations. */
export function exportJson(document: ExportableDocument): ExportFile {
  const markdown = articleMarkdown(document)
  const value = {
    ...describeArticle(document, markdown),
    markdown,
    html: renderMarkdown(markdown),
    content: toWire(Article, document.content),
  }
  return {
    body: `${JSON.stringify(value, null, 2)}\n`,
    mediaType: 'application/json; charset=utf-8',
    extension: 'json',
  }
}
