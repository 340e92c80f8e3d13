import assert from 'node:assert/strict'
import test from 'node:test'
import { createTypeahead } from './typeahead.ts'

const names = ['Download', 'Duplicate', 'Delete', 'Über uns']

test('letters typed quickly are one word', () => {
  const find = createTypeahead(() => 0)
  assert.equal(find('d', names, -1), 0)
  assert.equal(find('e', names, 0), 2)
})

test('the same letter again goes on to the next name, and around', () => {
  const find = createTypeahead(() => 0)
  assert.equal(find('d', names, 0), 1)
  assert.equal(find('d', names, 1), 2)
  assert.equal(find('d', names, 2), 0)
})

test('after a pause a new word begins', () => {
  let time = 0
  const find = createTypeahead(() => time)
  assert.equal(find('d', names, -1), 0)
  time = 1000
  assert.equal(find('u', names, 0), 3)
})

test('what is not there is not found', () => {
  assert.equal(createTypeahead()('x', names, 0), -1)
  assert.equal(createTypeahead()('x', [], -1), -1)
})
