import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { ExportableDocument, ExportFile } from '../../../flow/documents/index.ts'
import { Article } from '../article.ts'
import { readingMinutes } from '../reading-time.ts'
import { describeForSearch } from './json-ld.ts'
import { articleMarkdown } from './markdown.ts'

/**
 * The article as one valid HTML page. Raw HTML in the Markdown comes out as text and addresses of
 * dangerous schemes are dropped (micromark's defaults), so nothing a source says becomes markup.
 */
export function exportHtml(document: ExportableDocument): ExportFile {
  const { fields } = Article.parse(document.content)
  const { title, description, keywords } = fields.metadata
  const markdown = articleMarkdown(document)
  const data = describeForSearch(document, fields, readingMinutes(markdown))
  const lines = [
    '<!doctype html>',
    `<html${languageAttributes(document.language)}>`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}">`,
    ...(keywords.length > 0
      ? [`<meta name="keywords" content="${escapeHtml(keywords.join(', '))}">`]
      : []),
    `<script type="application/ld+json">${scriptJson(data)}</script>`,
    '</head>',
    '<body>',
    '<article>',
    `<h1>${escapeHtml(fields.title)}</h1>`,
    renderMarkdown(markdown),
    '</article>',
    '</body>',
    '</html>',
    '',
  ]
  return { body: lines.join('\n'), mediaType: 'text/html; charset=utf-8', extension: 'html' }
}

export function renderMarkdown(markdown: string): string {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
  // HTML has dropped the attribute. No text looks like this: its "<" is escaped.
  return html.replace(/<(t[hd]) align="(\w+)">/g, '<$1 style="text-align: $2">')
}

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'])

/** An empty `lang` is HTML's way to say that the language is not known. */
function languageAttributes(language: string): string {
  if (language === 'und') return ' lang=""'
  const { script } = new Intl.Locale(language).maximize()
  const direction = RIGHT_TO_LEFT.has(script ?? '') ? ' dir="rtl"' : ''
  return ` lang="${escapeHtml(language)}"${direction}`
}

/** A "</script>" in a title must not end the element. */
function scriptJson(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character]!)
}
