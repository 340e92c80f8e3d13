import assert from 'node:assert/strict'
import test from 'node:test'
import type { ArticleText } from '@galley/markdown'
import { mergeArticles } from './merge-articles.ts'

const section = (id: string, markdown = id) => ({ id, heading: id, markdown })
const article = (...sections: ArticleText['sections']): ArticleText => ({
  title: 'T',
  standfirst: '',
  takeaways: '',
  sections,
})
const base = article(section('a'), section('b'), section('c'))
const ids = ({ sections }: ArticleText) => sections.map(({ id }) => id)

test('what only one side changed is taken from it', () => {
  const mine = article(section('a', 'mine'), section('b'), section('c'))
  const theirs = { ...article(section('a'), section('b'), section('c', 'theirs')), title: 'New' }
  const { text, conflicts } = mergeArticles(base, mine, theirs)
  assert.deepEqual(conflicts, [])
  assert.equal(text.title, 'New')
  assert.deepEqual(
    text.sections.map(({ markdown }) => markdown),
    ['mine', 'b', 'theirs'],
  )
})

test('where both changed the same, the conflict is named and mine stays', () => {
  const mine = article(section('a', 'mine'), section('b'), section('c'))
  const theirs = article(section('a', 'theirs'), section('b'), section('c'))
  const { text, conflicts } = mergeArticles(base, mine, theirs)
  assert.deepEqual(conflicts, ['a'])
  assert.equal(text.sections[0]!.markdown, 'mine')
})

test('the same change on both sides is no conflict', () => {
  const both = article(section('a', 'both'), section('b'), section('c'))
  assert.deepEqual(mergeArticles(base, both, both), { text: both, conflicts: [] })
})

test('new sections of both sides stay where they were put', () => {
  const mine = article(section('a'), section('m'), section('b'), section('c'))
  const theirs = article(section('a'), section('b'), section('c'), section('t'))
  assert.deepEqual(ids(mergeArticles(base, mine, theirs).text), ['a', 'm', 'b', 'c', 't'])
})

test('what was deleted stays deleted, unless somebody wrote in it meanwhile', () => {
  const mine = article(section('a'), section('c'))
  assert.deepEqual(ids(mergeArticles(base, mine, base).text), ['a', 'c'])
  const theirs = article(section('a'), section('b', 'written'), section('c'))
  const { text, conflicts } = mergeArticles(base, mine, theirs)
  assert.deepEqual(conflicts, ['b'])
  assert.deepEqual(ids(text), ['a', 'b', 'c'])
})

test('an order that somebody changed is the order', () => {
  const moved = article(section('c'), section('a'), section('b'))
  assert.deepEqual(ids(mergeArticles(base, moved, base).text), ['c', 'a', 'b'])
  assert.deepEqual(ids(mergeArticles(base, base, moved).text), ['c', 'a', 'b'])
})
