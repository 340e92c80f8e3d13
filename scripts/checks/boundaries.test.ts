import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkImports } from './boundaries.ts'

const source = 'packages/galley/src'
const rulesOf = (file: string, imported: string) =>
  checkImports(`${source}/${file}`, `import { x } from '${imported}'\nexport const y = x`).map(
    ({ rule }) => rule.slice(0, 6),
  )

describe('boundaries', () => {
  const forbidden: [file: string, imported: string, rule: string][] = [
    ['platform/http/a.ts', '../../flow/sources/index.ts', 'rule 1'],
    ['flow/sources/a.ts', '../../formats/articles/index.ts', 'rule 1'],
    ['formats/articles/a.ts', '../../surface/index.ts', 'rule 1'],
    ['flow/sources/a.ts', '../../modules.ts', 'rule 1'],
    ['flow/sources/a.ts', '../documents/index.ts', 'rule 2'],
    ['formats/articles/a.ts', '../decks/index.ts', 'rule 3'],
    ['formats/articles/a.ts', '../../flow/documents/tables.ts', 'rule 4'],
    ['flow/documents/a.ts', '../sources/tables.ts', 'rule 4'],
    ['flow/publications/connectors/blog/a.ts', '../../../sources/index.ts', 'rule 5'],
    ['flow/publications/connectors/blog/a.ts', '../other/a.ts', 'rule 5'],
    ['flow/sources/a.ts', 'node:fs', 'rule 6'],
    ['platform/http/a.ts', 'node:crypto', 'rule 6'],
  ]
  for (const [file, imported, rule] of forbidden) {
    it(`refuses ${imported} in ${file}`, () => assert.deepEqual(rulesOf(file, imported), [rule]))
  }

  const allowed: [file: string, imported: string][] = [
    ['formats/articles/a.ts', '../../flow/documents/index.ts'],
    ['flow/documents/a.ts', '../sources/index.ts'],
    ['flow/sources/a.ts', '../../platform/verb.ts'],
    ['flow/sources/a.ts', './tables.ts'],
    ['platform/storage/drivers/local.ts', 'node:fs'],
    ['flow/sources/a.test.ts', 'node:fs'],
    ['flow/publications/connectors/blog/a.ts', '../../contract.ts'],
    ['flow/publications/connectors/blog/a.ts', '../../../../platform/http/index.ts'],
    ['app.ts', './surface/index.ts'],
    ['node.ts', 'node:path'],
  ]
  for (const [file, imported] of allowed) {
    it(`allows ${imported} in ${file}`, () => assert.deepEqual(rulesOf(file, imported), []))
  }

  it('sees re-exports and dynamic imports too', () => {
    const file = `${source}/platform/a.ts`
    assert.equal(checkImports(file, `export { x } from '../flow/sources/index.ts'`).length, 1)
    assert.equal(checkImports(file, `await import('../flow/sources/index.ts')`).length, 1)
  })
})
