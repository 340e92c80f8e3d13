import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { settingNames } from '../src/platform/config.ts'

const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')

test('the README explains every setting, and no setting that is not there', () => {
  const start = readme.indexOf('## Configuration')
  const table = readme.slice(start, readme.indexOf('## How it grows'))
  const names = [...table.matchAll(/`([A-Z][A-Z0-9_]{2,})`/g)].map((match) => match[1]!)
  assert.deepEqual([...new Set(names)].sort(), [...settingNames].sort())
})
