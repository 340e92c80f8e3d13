import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Article } from './article.ts'
import type { ArticleSection } from './article.ts'
import { blocksToCitedText } from './cited-text.ts'
import { articleFormat } from './format.ts'
import { sampleArticle } from './testing/sample-article.ts'

const citations = [{ sourceId: 'src', segmentId: 'seg', start: 0, end: 5 }]
const section: ArticleSection = {
  id: 'part_1',
  heading: 'Worms',
  isEdited: false,
  ...blocksToCitedText([
    {
      kind: 'paragraph',
      speaker: null,
      sentences: [
        { text: 'Worms dig.', citations, support: 'supported' },
        { text: 'They rest.', citations, support: 'supported' },
      ],
    },
  ]),
}
const editPart = (value: Record<string, unknown>, previous: ArticleSection | null = section) =>
  articleFormat.editPart(previous, 'part_1', articleFormat.partInput.parse(value), 'en')

describe('an edit of a section', () => {
  it('that changes nothing is no edit', () => {
    const { heading, markdown } = section
    for (const value of [{}, { heading }, { markdown }, { heading: ` ${heading}\n`, markdown }]) {
      assert.strictEqual(editPart(value), section)
    }
  })

  it('marks the section as edited and keeps what was not named', () => {
    const renamed = editPart({ heading: 'Other' }) as ArticleSection
    assert.deepEqual(renamed, { ...section, heading: 'Other', isEdited: true })
    const rewritten = editPart({ markdown: 'Worms dig.\r\nBy hand.' }) as ArticleSection
    assert.equal(rewritten.markdown, 'Worms dig.\nBy hand.')
    assert.equal(rewritten.heading, 'Worms')
    assert.deepEqual(rewritten.sentences, [
      section.sentences[0],
      { start: 11, end: 19, citations: [], support: 'unchecked' },
    ])
  })

  it('keeps a heading on one line, and refuses an empty one and unknown fields', () => {
    assert.equal(editPart({ heading: 'a\n# b' })['heading'], 'a # b')
    for (const value of [{ heading: ' \n' }, { colour: 'red' }, { heading: 'x'.repeat(301) }]) {
      assert.equal(articleFormat.partInput.safeParse(value).success, false)
    }
    assert.equal(editPart({}, null)['heading'], 'New section')
  })
})

describe('an edit of the fields', () => {
  const { fields } = sampleArticle()
  const edit = (value: Record<string, unknown>, previous: Article['fields'] = fields) =>
    articleFormat.editFields(previous, articleFormat.fieldsInput.parse(value), 'en')

  it('that changes nothing is no edit', () => {
    const { title, metadata, standfirst } = fields
    const same = { title, metadata: { slug: metadata.slug }, standfirst: standfirst.markdown }
    assert.strictEqual(edit({}), fields)
    assert.strictEqual(edit(same), fields)
  })

  it('that gives the first title names the address after it, once', () => {
    const blank = { ...fields, metadata: { ...fields.metadata, slug: 'untitled' } }
    const first = edit({ title: 'Worms at work' }, blank) as Article['fields']
    assert.deepEqual([first.metadata.slug, first.editedFields], ['worms-at-work', ['title']])
    const later = edit({ title: 'Other' }, first) as Article['fields']
    assert.equal(later.metadata.slug, 'worms-at-work')
    const chosen = edit({ title: 'Other', metadata: { slug: 'mine' } }, blank) as Article['fields']
    assert.equal(chosen.metadata.slug, 'mine')
  })

  it('remembers which fields a person changed, and leaves the others', () => {
    const once = edit({ title: 'Mine' }) as Article['fields']
    assert.deepEqual(once, { ...fields, title: 'Mine', editedFields: ['title'] })
    const twice = edit({ metadata: { slug: 'mine' }, title: 'Yours' }, once) as Article['fields']
    assert.deepEqual(twice.editedFields, ['metadata', 'title'])
    assert.deepEqual(twice.metadata, { ...fields.metadata, slug: 'mine' })
  })
})

describe('an article', () => {
  const issues = (article: unknown) =>
    Article.safeParse(article).error?.issues.map(({ path }) => path.join('/')) ?? []

  it('has parts with ids of their own', () => {
    const article = sampleArticle(['One', 'Two'].map((heading) => ({ heading, markdown: '' })))
    assert.deepEqual(issues(article), [])
    article.parts[1]!.id = article.parts[0]!.id
    assert.deepEqual(issues(article), ['parts/1/id'])
  })

  it('has sentences that lie in its Markdown, in order', () => {
    const place = (...ranges: [number, number][]) => {
      const [part] = sampleArticle([{ heading: 'H', markdown: '0123456789' }]).parts
      const sentences = ranges.map(([start, end]) => ({
        start,
        end,
        citations,
        support: 'supported',
      }))
      return issues({ ...sampleArticle(), parts: [{ ...part, sentences }] })
    }
    assert.deepEqual(place([0, 5], [5, 10]), [])
    assert.deepEqual(place([0, 11]), ['parts/0/sentences/0'])
    assert.deepEqual(place([0, 5], [4, 6]), ['parts/0/sentences/1'])
    assert.deepEqual(place([5, 4]), ['parts/0/sentences/0'])
  })
})
