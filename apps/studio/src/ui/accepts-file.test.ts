import assert from 'node:assert/strict'
import test from 'node:test'
import { acceptsFile } from './accepts-file.ts'

const photo = { name: 'Photo.PNG', type: 'image/png' }
const notes = { name: 'notes.md', type: '' }

test('endings, kinds and whole types let a file through', () => {
  assert.ok(acceptsFile('.png', photo))
  assert.ok(acceptsFile('image/*', photo))
  assert.ok(acceptsFile('application/pdf, image/png', photo))
  assert.ok(acceptsFile('.md', notes))
})

test('what is not named is kept out', () => {
  assert.ok(!acceptsFile('.pdf', photo))
  assert.ok(!acceptsFile('text/*', notes))
})

test('nothing named lets everything through', () => {
  assert.ok(acceptsFile(undefined, photo))
  assert.ok(acceptsFile(' , ', notes))
})
