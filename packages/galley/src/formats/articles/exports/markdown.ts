import { stringify } from 'yaml'
import type { ExportableDocument, ExportFile } from '../../../flow/documents/index.ts'
import { Article } from '../article.ts'
import { escapeMarkdown } from '../extractive/markdown.ts'
import { portableMarkdown } from '../markdown/portable.ts'
import { readingMinutes } from '../reading-time.ts'
import { takeawaysLabel } from './labels.ts'

/** The article as CommonMark with YAML front matter, ready for a static site or a channel. */
export function exportMarkdown(document: ExportableDocument): ExportFile {
  const body = articleMarkdown(document)
  const frontMatter = stringify(describeArticle(document, body), {
    lineWidth: 0,
    compat: 'yaml-1.1', // quotes what the parsers of static sites would take for a date or a yes
  })
  return {
    body: `---\n${frontMatter}---\n\n${body}`,
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
  }
}

/** Everything but the title, which belongs to the page around it. */
export function articleMarkdown(document: ExportableDocument): string {
  const { fields, parts } = Article.parse(document.content)
  const blocks = [
    portableMarkdown(fields.standfirst.markdown, 'standfirst'),
    ...parts.flatMap(({ heading, markdown }, index) => [
      headingLine(heading),
      portableMarkdown(markdown, `${index + 1}`),
    ]),
    ...(fields.takeaways.markdown.trim()
      ? [
          headingLine(takeawaysLabel(document.language)),
          portableMarkdown(fields.takeaways.markdown, 'takeaways'),
        ]
      : []),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

/** A `#` at the end would be taken for the heading's own closing mark. */
function headingLine(text: string): string {
  return `## ${escapeMarkdown(text).replace(/(?<!\\)#$/, '\\#')}`
}

/** Front matter: what a publisher needs, and an honest word on how it was written. */
export function describeArticle(document: ExportableDocument, body: string) {
  const { fields } = Article.parse(document.content)
  const { metadata, writer } = fields
  return {
    title: fields.title,
    description: metadata.description,
    slug: metadata.slug,
    keywords: metadata.keywords,
    language: document.language,
    reading_time: `${readingMinutes(body)} min`,
    date: document.updatedAt.toISOString().slice(0, 10),
    sources: document.sources.map(({ id, title, kind }) => ({ id, title: title ?? id, kind })),
    writer: writer.model,
    ...(writer.isExtractive
      ? {
          extractive: true,
          note: "Made of the sources' own sentences, shortened but not rephrased.",
        }
      : {}),
    document: document.id,
    version: document.version,
  }
}
