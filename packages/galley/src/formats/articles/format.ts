import { z } from 'zod'
import type { DocumentContent, DocumentFormat } from '../../flow/documents/index.ts'
import { Article, ArticleFields, ArticleSection, EditableField } from './article.ts'
import { articleProse } from './prose.ts'
import { reanchor } from './cited-text.ts'
import { Metadata } from './content.ts'
import { importMarkdown } from './markdown/import-markdown.ts'
import { plainLine } from './line.ts'
import { slugify } from './slug.ts'

/** Until somebody says what the article is about. */
const UNTITLED_SLUG = 'untitled'

const markdown = z
  .string()
  .max(1_000_000)
  .overwrite((text) => text.replace(/\r\n?/g, '\n'))

export const ArticleFieldsInput = z.strictObject({
  title: plainLine(300).optional(),
  standfirst: markdown.optional().describe('Markdown.'),
  takeaways: markdown.optional().describe('A Markdown list.'),
  metadata: Metadata.partial().optional(),
})

export const ArticleSectionInput = z.strictObject({
  heading: plainLine(300).optional(),
  markdown: markdown.optional(),
})

/** The format `article`: a title, a standfirst, sections of Markdown, takeaways, metadata. */
export const articleFormat: DocumentFormat = {
  id: 'article',
  content: Article as unknown as z.ZodType<DocumentContent>,
  blank: {
    title: 'Untitled',
    standfirst: { markdown: '', sentences: [] },
    takeaways: { markdown: '', sentences: [] },
    metadata: { title: 'Untitled', description: 'Untitled', slug: UNTITLED_SLUG, keywords: [] },
    writer: { model: 'none', isExtractive: false },
    editedFields: [],
  } satisfies ArticleFields,
  fieldsInput: ArticleFieldsInput,
  partInput: ArticleSectionInput,
  title: (content) => ArticleFields.parse(content.fields).title,
  prose: articleProse,
  importMarkdown,

  editFields(previous, input, language) {
    const fields = ArticleFields.parse(previous)
    const { title, standfirst, takeaways, metadata } = ArticleFieldsInput.parse(input)
    const next = {
      ...fields,
      title: title ?? fields.title,
      standfirst: reanchor(fields.standfirst, standfirst ?? fields.standfirst.markdown, language),
      takeaways: reanchor(fields.takeaways, takeaways ?? fields.takeaways.markdown, language),
      metadata: { ...fields.metadata, ...metadata },
    }
    const changed = EditableField.options.filter((name) => !isSame(next[name], fields[name]))
    if (changed.length === 0) return previous
    // The first title names the address too; that is no edit of it by hand.
    if (changed.includes('title') && next.metadata.slug === UNTITLED_SLUG) {
      next.metadata.slug = slugify(next.title, { language })
    }
    return { ...next, editedFields: [...new Set([...fields.editedFields, ...changed])].sort() }
  },

  editPart(previous, id, input, language) {
    const section = previous ? ArticleSection.parse(previous) : null
    const {
      heading = section?.heading ?? 'New section',
      markdown: text = section?.markdown ?? '',
    } = ArticleSectionInput.parse(input)
    if (previous && section?.heading === heading && section.markdown === text) return previous
    const cited = reanchor(section, text, language)
    return { ...cited, id, heading, isEdited: true } satisfies ArticleSection
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

  exports: {
    markdown: async (document) => (await import('./exports/markdown.ts')).exportMarkdown(document),
    html: async (document) => (await import('./exports/html.ts')).exportHtml(document),
    json: async (document) => (await import('./exports/json.ts')).exportJson(document),
  },
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
