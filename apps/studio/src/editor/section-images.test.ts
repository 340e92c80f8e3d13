import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openArticle, readArticle } from '@galley/markdown'
import { history, undo } from 'prosemirror-history'
import { EditorState, TextSelection } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import { describeImage, imagesOf, insertImage, removeImage } from './section-images.ts'

const src = '/api/v1/media/med_1/content'

function open(...markdown: string[]) {
  const sections = markdown.map((text, index) => ({
    id: `s${index + 1}`,
    heading: 'Hives',
    markdown: text,
  }))
  const { doc, origins } = openArticle({ title: 'Bees', standfirst: '', takeaways: '', sections })
  let state = EditorState.create({ doc, plugins: [history()] })
  return {
    run: (command: Command) => command(state, (tr) => void (state = state.apply(tr))),
    putCursorBehind(words: string) {
      state.doc.descendants((node, position) => {
        const at = node.isText ? node.text!.indexOf(words) : -1
        if (at < 0) return
        const selection = TextSelection.create(state.doc, position + at + words.length)
        state = state.apply(state.tr.setSelection(selection))
      })
    },
    markdown: () =>
      readArticle(state.doc, origins).sections.map((section) => section.markdown.trim()),
    images: (id: string) => imagesOf(state.doc, id),
  }
}

describe('images of a section', () => {
  it('go behind the block with the cursor, or to the end of a section without it', () => {
    const article = open('One.\n\nTwo.', 'Three.')
    article.putCursorBehind('One')
    article.run(insertImage('s1', { src, alt: 'A' }))
    article.run(insertImage('s2', { src, alt: 'B' }))
    assert.deepEqual(article.markdown(), [`One.\n\n![A](${src})\n\nTwo.`, `Three.\n\n![B](${src})`])
    assert.deepEqual(article.images('s2'), [{ src, alt: 'B' }])
    article.run(undo)
    assert.deepEqual(article.markdown()[1], 'Three.')
    assert.equal(article.run(insertImage('none', { src, alt: '' })), false)
  })

  it('are taken out wherever they stand, with the paragraph that held nothing else', () => {
    const article = open(`![A](${src})\n\nOne ![B](${src}) two.`, `![A](${src})`)
    assert.equal(article.run(removeImage('s1', src)), true)
    assert.deepEqual(article.markdown(), ['One  two.', `![A](${src})`])
    assert.equal(article.run(removeImage('s1', src)), false)
    article.run(undo)
    assert.equal(article.images('s1').length, 2)
  })

  it('take new words, but for those that somebody gave them in the text', () => {
    const article = open(`![](${src})\n\n![Old](${src})\n\n![Mine](${src})`)
    article.run(describeImage(src, 'Old', 'New'))
    assert.deepEqual(
      article.images('s1').map(({ alt }) => alt),
      ['New', 'New', 'Mine'],
    )
  })
})
