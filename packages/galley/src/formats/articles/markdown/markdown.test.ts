import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { escapeMarkdown } from '../extractive/markdown.ts'
import { toLine } from '../line.ts'
import { inlineMarkdown, plainText } from './inline.ts'
import { parseMarkdown, portableMarkdown } from './portable.ts'

/** Texts made of what Markdown and HTML take for marks. */
const marked = fc
  .array(
    fc.constantFrom(
      '# ',
      '- ',
      '1. ',
      '1)',
      '> ',
      '---',
      '***',
      '```',
      '~~~',
      '\n',
      '\n\n',
      '    ',
      '\t',
      '[a]',
      '(javascript:alert(1))',
      '(http://a.b)',
      '[a]: http://a.b',
      '![',
      ']',
      '[x] ',
      '<b>',
      '<script>',
      '<!--',
      '-->',
      '<a@b.c>',
      '&lt;',
      '&#35;',
      '\\',
      '`',
      '*',
      '_',
      '**',
      'word',
      ' ',
      '.',
      '|',
      '=',
      '[^1]',
      '[^1]: ',
      '\u0000',
      '👩‍🌾',
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))
const anything = fc.oneof(marked, fc.string({ unit: 'binary' }), fc.string())

const types = (node: Nodes): string[] => [
  node.type,
  ...('children' in node ? node.children.flatMap(types) : []),
]

describe('inlineMarkdown', () => {
  it('is never more than one paragraph without links, pictures and HTML', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const line = inlineMarkdown(text)
        assert.ok(!/[\n\r\u0000]/.test(line))
        const tree = fromMarkdown(line)
        assert.ok(tree.children.length <= 1)
        const allowed = new Set(['root', 'paragraph', 'text', 'emphasis', 'strong', 'inlineCode'])
        assert.deepEqual(
          types(tree).filter((type) => !allowed.has(type)),
          [],
        )
      }),
      { numRuns: 500 },
    )
  })

  it('leaves what is escaped already as it is, so that citations keep their places', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const escaped = escapeMarkdown(toLine(text))
        if (!/^\d{1,9}[.)]$/.test(escaped)) assert.equal(inlineMarkdown(escaped), escaped)
        assert.equal(plainText(inlineMarkdown(escaped)), toLine(text))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps emphasis and code, and of links and pictures the words', () => {
    assert.equal(
      inlineMarkdown('See [the *docs*](javascript:alert(1)), `a < b` and ![a map](http://x.y/z).'),
      'See the *docs*, `a < b` and a map.',
    )
    assert.equal(inlineMarkdown('1984. That year'), '1984\\. That year')
    assert.equal(inlineMarkdown('a\n# b'), 'a # b')
  })
})

describe('portableMarkdown', () => {
  const end = '\n\n# The end\n'

  it('keeps to itself: what follows is read as it would be alone', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const tree = parseMarkdown(portableMarkdown(text, '1') + end)
        const last = tree.children.at(-1)!
        assert.equal(last.type, 'heading')
        assert.equal(toString(last), 'The end')
        const found = types(tree)
        assert.ok(!found.includes('html') && !found.includes('definition'))
      }),
      { numRuns: 500 },
    )
  })

  it('has no heading above the third level and no address that runs code', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const check = (node: Nodes): void => {
          if (node.type === 'heading') assert.ok(node.depth >= 3)
          if (node.type === 'link' || node.type === 'image') assert.doesNotMatch(node.url, /^java/)
          if ('children' in node) node.children.forEach(check)
        }
        check(parseMarkdown(portableMarkdown(text, '1')))
      }),
      { numRuns: 500 },
    )
  })

  it('returns plain prose, lists, quotes and tables letter by letter', () => {
    const text = 'A *b*.\n\n* x\n* y\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n### Below\n\nEnd.'
    assert.equal(portableMarkdown(text, '1'), text)
  })

  it('moves headings down together, closes fences, resolves references, shows HTML', () => {
    const text =
      'Title\n=====\n\n## Two\n\n[a][1] <b>x</b><!-- gone --> [j](javascript:x)\n\n<div>\nx\n</div>\n\n[1]: http://x.y "T"\n\nNote[^1]\n\n[^1]: Foot.\n\n```\nopen'
    assert.equal(
      portableMarkdown(text, '4'),
      '### Title\n\n#### Two\n\n[a](http://x.y "T") \\<b>x\\</b> j\n\n```html\n<div>\nx\n</div>\n```\n\nNote[^4-1]\n\n[^4-1]: Foot.\n\n```\nopen\n```',
    )
  })
})
