import { z } from 'zod'
import type { DocumentContent, DocumentFormat, DocumentPart } from '../../flow/documents/index.ts'
import { Article, ArticleFields, ArticleSection } from './article.ts'
import { reanchor } from './cited-text.ts'
import { Metadata } from './content.ts'
import { exportHtml } from './exports/html.ts'
import { exportJson } from './exports/json.ts'
import { exportMarkdown } from './exports/markdown.ts'

const markdown = z.string().max(1_000_000)

export const ArticleFieldsInput = z.strictObject({
  title: z.string().trim().min(1).max(300).optional(),
  standfirst: markdown.optional().describe('Markdown.'),
  takeaways: markdown.optional().describe('A Markdown list.'),
  metadata: Metadata.partial().optional(),
})

export const ArticleSectionInput = z.strictObject({
  heading: z.string().trim().min(1).max(300).optional(),
  markdown: markdown.optional(),
})

/** The format `article`: a title, a standfirst, sections of Markdown, takeaways, metadata. */
export const articleFormat: DocumentFormat = {
  id: 'article',
  content: Article as unknown as z.ZodType<DocumentContent>,
  fieldsInput: ArticleFieldsInput,
  partInput: ArticleSectionInput,
  title: (content) => ArticleFields.parse(content.fields).title,

  editFields(previous, input) {
    const fields = ArticleFields.parse(previous)
    const { title, standfirst, takeaways, metadata } = ArticleFieldsInput.parse(input)
    return {
      ...fields,
      title: title ?? fields.title,
      standfirst:
        standfirst === undefined
          ? fields.standfirst
          : reanchor(fields.standfirst, standfirst, 'und'),
      takeaways:
        takeaways === undefined ? fields.takeaways : reanchor(fields.takeaways, takeaways, 'und'),
      metadata: { ...fields.metadata, ...metadata },
    }
  },

  editPart(previous, id, input, language) {
    const { heading, markdown: text } = ArticleSectionInput.parse(input)
    const section = previous ? ArticleSection.parse(previous) : null
    const next: ArticleSection = {
      id,
      heading: heading ?? section?.heading ?? 'New section',
      isEdited: true,
      ...(text === undefined && section
        ? { markdown: section.markdown, sentences: section.sentences }
        : reanchor(section, text ?? '', language)),
    }
    return next satisfies DocumentPart
  },

  partText(part) {
    const { heading, markdown: text } = ArticleSection.parse(part)
    return `## ${heading}\n\n${text}`
  },

  fieldsText(content) {
    const { title, standfirst, takeaways, metadata } = ArticleFields.parse(content)
    const about = `${metadata.title}\n${metadata.description}\n${metadata.slug}\n${metadata.keywords.join(', ')}`
    return [title, standfirst.markdown, takeaways.markdown, about].join('\n\n')
  },

  exports: { markdown: exportMarkdown, html: exportHtml, json: exportJson },
}
