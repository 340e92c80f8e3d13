import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { ExportableDocument, ExportFile } from '../../../flow/documents/index.ts'
import { Article } from '../article.ts'
import { articleMarkdown } from './markdown.ts'

/**
 * The article as one valid HTML page. Raw HTML in the Markdown comes out as text and addresses of
 * dangerous schemes are dropped (micromark's defaults), so nothing a source says becomes markup.
 */
export function exportHtml(document: ExportableDocument): ExportFile {
  const { fields } = Article.parse(document.content)
  const body = renderMarkdown(articleMarkdown(document))
  const html = `<!doctype html>
<html lang="${escapeHtml(document.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(fields.metadata.title)}</title>
<meta name="description" content="${escapeHtml(fields.metadata.description)}">
<meta name="keywords" content="${escapeHtml(fields.metadata.keywords.join(', '))}">
<script type="application/ld+json">${jsonLd(document, fields)}</script>
</head>
<body>
<article>
<h1>${escapeHtml(fields.title)}</h1>
${body}
</article>
</body>
</html>
`
  return { body: html, mediaType: 'text/html; charset=utf-8', extension: 'html' }
}

export function renderMarkdown(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
}

function jsonLd(document: ExportableDocument, fields: Article['fields']): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: fields.title,
    description: fields.metadata.description,
    keywords: fields.metadata.keywords,
    inLanguage: document.language,
    dateCreated: document.createdAt.toISOString(),
    dateModified: document.updatedAt.toISOString(),
  }
  // A "</script>" in a title must not end the element.
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character]!)
}
