import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { HtmlValidate } from 'html-validate'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { parse } from 'yaml'
import type { Article } from '../article.ts'
import { toLine } from '../line.ts'
import { cited, exportable, sampleArticle } from '../testing/sample-article.ts'
import { exportHtml } from './html.ts'
import { exportJson } from './json.ts'
import { exportMarkdown } from './markdown.ts'

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

async function assertValid(html: string): Promise<void> {
  const report = await validator.validateString(html)
  const messages = report.results.flatMap(({ messages: all }) => all)
  assert.deepEqual(
    messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
    [],
    html,
  )
}

const markdownOf = (article: Article, language?: string) => {
  const file = String(exportMarkdown(exportable(article, language)).body)
  const [, matter, body] = /^---\n([^]*?)\n---\n\n([^]*)$/.exec(file)!
  return { matter: parse(matter!) as Record<string, unknown>, yaml: matter!, body: body! }
}
const htmlOf = (article: Article, language?: string) =>
  String(exportHtml(exportable(article, language)).body)

/** Texts that would like to be structure. */
const nasty = fc
  .array(
    fc.constantFrom(
      '# ',
      '## ',
      '\n',
      '\n\n',
      '- ',
      '1. ',
      '> ',
      '---',
      '***',
      '```',
      '~~~',
      '[1]: http://a.b',
      '[x][1]',
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '<!--',
      '</html>',
      '[x](javascript:alert(1))',
      '![x](data:text/html,1)',
      '"',
      "'",
      ': ',
      '&amp;',
      '#',
      '\\',
      'word',
      ' ',
      '| a |',
      '|---|',
      '[^1]',
      '[^1]: n',
      '<https://a.b>',
      'www.a.b',
      '{{ x }}',
    ),
    { maxLength: 10 },
  )
  .map((pieces) => pieces.join(''))
const line = fc
  .oneof(nasty, fc.string({ unit: 'binary' }))
  .map(toLine)
  .filter(Boolean)
const article = fc
  .record({
    title: line.map((text) => text.slice(0, 120)),
    sections: fc.array(
      fc.record({ heading: line.map((text) => toLine(text.slice(0, 300))), markdown: nasty }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    standfirst: nasty,
    takeaways: nasty,
  })
  .map(({ title, sections, standfirst, takeaways }) => {
    const { metadata } = sampleArticle().fields
    return sampleArticle(sections, {
      title: toLine(title) || 'T',
      standfirst: cited(standfirst),
      takeaways: cited(takeaways),
      metadata: { ...metadata, title: toLine(title) || 'T', description: toLine(title) || 'T' },
    })
  })

describe('exportMarkdown', () => {
  it('has exactly the headings of the article at the second level, in order', () => {
    fc.assert(
      fc.property(article, (one) => {
        const { children } = fromMarkdown(markdownOf(one).body)
        const headings = children.flatMap((node) =>
          node.type === 'heading' && node.depth <= 2 ? [toString(node)] : [],
        )
        const takeaways = one.fields.takeaways.markdown.trim() ? ['Key takeaways'] : []
        assert.deepEqual(headings, [...one.parts.map(({ heading }) => heading), ...takeaways])
      }),
      { numRuns: 300 },
    )
  })

  it('has no HTML and no address that runs code', () => {
    const check = (node: Nodes): void => {
      assert.notEqual(node.type, 'html')
      if ('url' in node) assert.doesNotMatch(node.url, /^\s*(?:javascript|data):/i)
      if ('children' in node) node.children.forEach(check)
    }
    fc.assert(
      fc.property(article, (one) => check(fromMarkdown(markdownOf(one).body))),
      { numRuns: 300 },
    )
  })

  it('has front matter that reads back, whatever the texts are', () => {
    fc.assert(
      fc.property(article, (one) => {
        const { matter } = markdownOf(one)
        assert.equal(matter['title'], one.fields.title)
        assert.equal(matter['description'], one.fields.metadata.description)
      }),
    )
  })

  it('names the fields that a publisher needs', () => {
    const { matter } = markdownOf(sampleArticle(), 'pt-BR')
    assert.deepEqual(matter, {
      title: 'Why gardens need worms',
      description: 'What worms do for a garden.',
      slug: 'why-gardens-need-worms',
      keywords: ['worms', 'soil'],
      language: 'pt-BR',
      reading_time: '1 min',
      date: '2026-02-03',
      sources: [
        { id: 'src_1', title: 'A talk: "worms"', kind: 'text' },
        { id: 'src_2', title: 'src_2', kind: 'deleted' },
      ],
      writer: 'embedded:extractive',
      extractive: true,
      note: "Made of the sources' own sentences, shortened but not rephrased.",
      document: 'doc_1',
      version: 3,
    })
  })

  it('quotes titles that parsers of YAML 1.1 would take for something else', () => {
    for (const title of [
      'yes',
      'No',
      '12:30:00',
      '2024-01-02',
      '0o17',
      '~',
      'a: b',
      '"q"',
      '# x',
    ]) {
      const { yaml } = markdownOf(sampleArticle(undefined, { title }))
      assert.match(yaml, /^title: ['"]/, yaml)
    }
  })

  it('puts the takeaways under a heading in the language of the article', () => {
    assert.match(markdownOf(sampleArticle(), 'de-CH').body, /^## Das Wichtigste$/m)
    assert.match(markdownOf(sampleArticle(), 'nb').body, /^## Det viktigste$/m)
    assert.match(markdownOf(sampleArticle(), 'und').body, /^## Key takeaways$/m)
    const none = sampleArticle(undefined, { takeaways: cited('') })
    assert.doesNotMatch(markdownOf(none).body, /Key takeaways/)
  })
})

describe('exportHtml', () => {
  it('is valid and safe, whatever the texts are', async () => {
    await fc.assert(
      fc.asyncProperty(article, async (one) => {
        const html = htmlOf(one)
        const body = html.slice(html.indexOf('<body>'))
        const elements = body.match(/<[a-z!][^>]*>/gi) ?? []
        for (const element of elements) {
          assert.doesNotMatch(element, /^<(?:script|style|iframe|object|embed|!|svg|form)/i)
          assert.doesNotMatch(element, /\son\w+=|(?:href|src)="\s*(?:javascript|data|vbscript):/i)
        }
        assert.equal(html.match(/<script/g)?.length, 1)
        await assertValid(html)
      }),
      { numRuns: 60 },
    )
  })

  it('is valid for rich Markdown, in several languages', async () => {
    const rich =
      'A *b* **c** `d` ~~e~~ https://example.org.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n1. one\n   - deep\n\n> quote\n>\n> — Ada\n\n```js\nlet a = 1 < 2\n```\n\n![map](https://example.org/a.png "t")\n\nNote.[^1]\n\n[^1]: Foot.\n\n### Sub\n\n---'
    for (const language of ['en', 'ar', 'he', 'ja', 'zh-Hant', 'und']) {
      const article = sampleArticle([
        { heading: 'First', markdown: rich },
        { heading: 'Second', markdown: rich },
      ])
      await assertValid(htmlOf(article, language))
    }
  })

  it('names the language and the direction it is written in, when they are known', () => {
    const open = (language: string) => /<html[^>]*>/.exec(htmlOf(sampleArticle(), language))![0]
    assert.equal(open('de'), '<html lang="de">')
    assert.equal(open('ar'), '<html lang="ar" dir="rtl">')
    assert.equal(open('az-Arab'), '<html lang="az-Arab" dir="rtl">')
    assert.equal(open('und'), '<html lang="">')
  })

  it('describes itself to search engines', () => {
    const html = htmlOf(sampleArticle(undefined, { title: '</script><b>' }))
    assert.match(html, /<meta name="description" content="What worms do for a garden\.">/)
    const [, data] = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)!
    assert.deepEqual(JSON.parse(data!), {
      '@context': 'https://schema.org',
      '@type': 'Article',
      headline: '</script><b>',
      description: 'What worms do for a garden.',
      keywords: ['worms', 'soil'],
      inLanguage: 'en',
      timeRequired: 'PT1M',
      dateCreated: '2026-01-02T03:04:05.000Z',
      dateModified: '2026-02-03T04:05:06.000Z',
    })
  })
})

describe('exportJson', () => {
  it('holds the other exports and each sentence with what it rests on', () => {
    const one = sampleArticle()
    const value = JSON.parse(String(exportJson(exportable(one)).body)) as Record<string, unknown>
    assert.equal(value['markdown'], markdownOf(one).body)
    assert.ok(htmlOf(one).includes(String(value['html'])))
    assert.equal((value['json_ld'] as { '@type': string })['@type'], 'Article')
    const { parts } = value['content'] as { parts: { is_edited: boolean }[] }
    assert.equal(parts[0]!.is_edited, false)
  })
})
