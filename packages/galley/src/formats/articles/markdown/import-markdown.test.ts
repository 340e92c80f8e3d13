import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitMarkdown } from '../../../../../markdown/src/split.ts'
import { importMarkdown } from './import-markdown.ts'

const read = (markdown: string, title?: string) => importMarkdown({ markdown, title })

describe('Markdown as an article', () => {
  it('has its title, standfirst and sections by headings, and keeps every byte between', () => {
    const list = '* one\n+ two\n\n    code\n\n### Below\n\ntext\\\nmore'
    const { fields, parts } = read(
      `# Worms *dig*\n\nIn short.\n\n## Why? ##\n\n${list}\n\nHow\n---\n\nSo.\n`,
    )
    assert.deepEqual(fields, { title: 'Worms dig', standfirst: 'In short.' })
    assert.deepEqual(parts, [
      { heading: 'Why?', markdown: list },
      { heading: 'How', markdown: 'So.' },
    ])
  })

  it('is one section where nothing is of level 2, and none where nothing is', () => {
    assert.deepEqual(read('Just text.\n\n# Late\n\nMore.'), {
      fields: {},
      parts: [{ heading: 'Untitled', markdown: 'Just text.\n\n# Late\n\nMore.' }],
    })
    assert.deepEqual(read('# T\n\nText.').parts, [{ heading: 'T', markdown: 'Text.' }])
    assert.deepEqual(read(''), { fields: {}, parts: [] })
    assert.deepEqual(read('# Only a title'), { fields: { title: 'Only a title' }, parts: [] })
  })

  it('finds no section in code, in quotations and in lists', () => {
    const text = '```\n## no\n```\n\n> ## no\n\n- ## no\n\n    ## no'
    assert.deepEqual(read(`## yes\n\n${text}`).parts, [{ heading: 'yes', markdown: text }])
  })

  it('takes the title that is given, then that of front matter, then the heading', () => {
    const front = '---\ntitle: "From: above"\ntags:\n  - a\n---\n# From below\n\n## S\n\nx'
    assert.equal(read(front).fields['title'], 'From: above')
    assert.equal(read(front, 'Given').fields['title'], 'Given')
    assert.deepEqual(read('---\n\ntext\n\n---\n').parts[0]!['markdown'], '---\n\ntext\n\n---')
  })

  it('gives each section the definitions and footnotes that it refers to', () => {
    const { parts } = read(
      '## A\n\n[x][one] and [^n]\n\n## B\n\nnothing\n\n## C\n\n[one]: /1\n[two]: /2\n\n[^n]: see [two]\n',
    )
    assert.deepEqual(
      parts.map(({ markdown }) => markdown),
      [
        '[x][one] and [^n]\n\n[one]: /1\n\n[^n]: see [two]\n\n[two]: /2',
        'nothing',
        '[one]: /1\n[two]: /2\n\n[^n]: see [two]',
      ],
    )
  })

  it('reads line ends of every kind, and headings that are empty or endless', () => {
    const { parts } = read('\ufeff##\r\n\r\na\r\rb\r\n\r\n## ' + 'x'.repeat(400))
    assert.deepEqual(parts[0], { heading: 'Untitled', markdown: 'a\n\nb' })
    assert.equal((parts[1]!['heading'] as string).length, 300)
  })

  it('cuts where the editor cuts that shows an article as one text', () => {
    for (const text of [
      '# T\n\nlead\n\n## A\n\na\n\n### deeper\n\nb\n\n## B\n\nc\n',
      'no title\n\n## A\n\n```\n## code\n```\n\nB\n---\n\n> ## quoted\n',
      '# T\n\n# Second\n\n## A ##\n\n- ## listed\n\n1. x\n',
    ]) {
      const { title, lead, sections } = splitMarkdown(text)
      const { fields, parts } = read(text)
      assert.deepEqual([fields['title'] ?? null, fields['standfirst'] ?? ''], [title, lead])
      assert.deepEqual(parts, sections)
    }
  })
})
