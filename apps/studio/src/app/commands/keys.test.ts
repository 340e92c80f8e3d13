import assert from 'node:assert/strict'
import test from 'node:test'
import { isPress, readKeys, showKeys } from './keys.ts'

const event = (
  key: string,
  held: Partial<Record<'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

test('mod is the command key on Apple keyboards and Ctrl elsewhere', () => {
  const [press] = readKeys('mod+k')
  assert.ok(isPress(press!, event('k', { metaKey: true }), true))
  assert.ok(!isPress(press!, event('k', { ctrlKey: true }), true))
  assert.ok(isPress(press!, event('k', { ctrlKey: true }), false))
  assert.ok(!isPress(press!, event('k'), false))
})

test('a sign counts however the keyboard makes it; a letter with Shift is another key', () => {
  assert.ok(isPress(readKeys('?')[0]!, event('?', { shiftKey: true }), false))
  assert.ok(isPress(readKeys('?')[0]!, event('?'), false))
  assert.ok(!isPress(readKeys('n')[0]!, event('N', { shiftKey: true }), false))
})

test('presses in a row are read one by one', () => {
  assert.deepEqual(
    readKeys('g a').map(({ key }) => key),
    ['g', 'a'],
  )
})

test('keys are shown as they are written on the keyboard at hand', () => {
  assert.deepEqual(showKeys('mod+shift+k', true), [['⌘', '⇧', 'K']])
  assert.deepEqual(showKeys('mod+shift+k', false), [['Ctrl', 'Shift', 'K']])
  assert.deepEqual(showKeys('g a', false), [['G'], ['A']])
  assert.deepEqual(showKeys('alt+arrowup', false), [['Alt', '↑']])
})
