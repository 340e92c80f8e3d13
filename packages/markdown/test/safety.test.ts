import assert from 'node:assert/strict'
import test from 'node:test'
import {
  countWords,
  hashSection,
  isSafeAddress,
  openArticle,
  readingMinutes,
  schema,
} from '../src/index.ts'

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#10;script:alert(1))',
  '![x](javascript:alert(1))',
  '![x](data:text/html,<script>alert(1)</script>)',
  '<a href="javascript:alert(1)">x</a>',
  '<svg onload=alert(1)>',
  '`<script>`',
  '[x]: javascript:alert(1)\n\n[x]',
  '<https://example.com/"onmouseover=alert(1)>',
  '```"><script>\nalert(1)\n```',
]

/** Every attribute and element that the schema would make of a document. */
function* specs(markdown: string): Generator<[string, Record<string, string>]> {
  const { doc } = openArticle({
    title: markdown.replace(/\n/g, ' '),
    standfirst: markdown,
    takeaways: markdown,
    sections: [{ id: 'a', heading: markdown.replace(/\n/g, ' '), markdown }],
  })
  const found: [string, Record<string, string>][] = []
  const read = (spec: unknown) => {
    if (!Array.isArray(spec)) return
    const [tag, ...rest] = spec as [string, ...unknown[]]
    const [first] = rest
    const attrs = first && typeof first === 'object' && !Array.isArray(first) ? first : {}
    found.push([tag, attrs as Record<string, string>])
    for (const child of rest) read(child)
  }
  doc.descendants((node) => {
    const { toDOM } = node.type.spec
    if (toDOM) read(toDOM(node))
    for (const mark of node.marks) read(mark.type.spec.toDOM!(mark, true))
  })
  yield* found
}

test('nothing that somebody writes becomes an element or an address that does something', () => {
  for (const attack of attacks) {
    for (const [tag, attributes] of specs(attack)) {
      assert.ok(!['script', 'svg', 'iframe', 'style', 'object'].includes(tag), `${tag}: ${attack}`)
      for (const [name, value] of Object.entries(attributes)) {
        assert.ok(!name.startsWith('on'), `${name}: ${attack}`)
        if (name === 'href' || name === 'src')
          assert.ok(isSafeAddress(String(value)), String(value))
      }
    }
  }
})

test('addresses are told by their scheme, however it is spelled', () => {
  for (const safe of ['https://a.example', '/a', 'a', '#a', 'mailto:a@b.example', '?javascript:']) {
    assert.ok(isSafeAddress(safe), safe)
  }
  for (const unsafe of [
    'javascript:alert(1)',
    ' javascript:x',
    'java\tscript:x',
    'VBSCRIPT:x',
    'data:text/html,x',
    '\u0001javascript:x',
    'file:///etc',
  ]) {
    assert.ok(!isSafeAddress(unsafe), JSON.stringify(unsafe))
  }
  assert.ok(isSafeAddress('blob:https://a.example/1', 'image'))
  assert.ok(!isSafeAddress('data:image/svg+xml,x', 'image'))
})

test('HTML is kept as it is written, and shown as such', () => {
  const { doc } = openArticle({
    title: 'T',
    standfirst: '',
    takeaways: '',
    sections: [{ id: 'a', heading: 'H', markdown: '<div>\nx\n</div>' }],
  })
  assert.equal(doc.child(2).child(1).type, schema.nodes.opaque_block)
})

test('words are counted in every script', () => {
  assert.equal(countWords("It's 20 °C."), 3)
  assert.equal(countWords('蜜蜂飞'), 3)
  assert.equal(countWords(''), 0)
  assert.equal(readingMinutes('word '.repeat(1000)), 4)
})

test('a section is named by what is in it', async () => {
  assert.equal(await hashSection('Bees fly.'), await hashSection('Bees fly.'))
  assert.notEqual(await hashSection('Bees fly.'), await hashSection('Bees fly. '))
  assert.match(await hashSection(''), /^[\w-]{22}$/)
})
