import type { ExportableDocument, ExportFile } from '../../../flow/documents/index.ts'
import { toWire } from '../../../platform/http/index.ts'
import { Article } from '../article.ts'
import { readingMinutes } from '../reading-time.ts'
import { renderMarkdown } from './html.ts'
import { describeForSearch } from './json-ld.ts'
import { articleMarkdown, describeArticle } from './markdown.ts'

/** Everything there is: front matter, JSON-LD, Markdown, HTML, and each sentence with its citations. */
export function exportJson(document: ExportableDocument): ExportFile {
  const { fields } = Article.parse(document.content)
  const markdown = articleMarkdown(document)
  const value = {
    ...describeArticle(document, markdown),
    json_ld: describeForSearch(document, fields, readingMinutes(markdown)),
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
