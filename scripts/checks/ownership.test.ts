import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkOwnership, readOwnership } from './ownership.ts'

const source = 'packages/galley/src'
const owned = readOwnership(
  new Map([
    [
      `${source}/flow/documents/tables.ts`,
      `export const documents = galley.table('documents', {})`,
    ],
    [`${source}/platform/models/drivers/openai.ts`, ''],
    [`${source}/platform/db/drivers/embedded/index.ts`, ''],
    [`${source}/formats/articles/index.ts`, ''],
  ]),
)
const found = (file: string, text: string) => checkOwnership(`${source}/${file}`, text, owned)

describe('rule 7: a table is written only by the module that declares it', () => {
  const write = (from: string, verb: string) =>
    `import { documents } from '${from}'\nawait tx.${verb}(documents)`
  for (const verb of ['insert', 'update', 'delete']) {
    it(`refuses .${verb}() on another module's table, wherever it was imported from`, () => {
      for (const from of ['../documents/tables.ts', '../documents/index.ts']) {
        assert.match(found('flow/pipelines/a.ts', write(from, verb))[0]!.rule, /^rule 7/)
      }
    })
  }

  it('refuses SQL that does the same', () => {
    const writes = ['insert into', 'update', 'delete from', 'DELETE FROM ONLY']
    for (const words of writes) {
      const text = `await tx.execute(sql\`${words} galley.documents where id = \${id}\`)`
      assert.match(found('flow/pipelines/a.ts', text)[0]!.rule, /^rule 7/)
      assert.deepEqual(found('flow/documents/a.ts', text), [])
    }
  })

  it('allows to read it, to write an own one, and what only looks like it', () => {
    assert.deepEqual(found('flow/documents/a.ts', write('./tables.ts', 'insert')), [])
    assert.deepEqual(found('flow/pipelines/a.ts', write('../documents/tables.ts', 'select')), [])
    assert.deepEqual(found('flow/pipelines/a.ts', 'const wake = 1\nhandlers.delete(wake)'), [])
    assert.deepEqual(
      found('flow/pipelines/a.test.ts', write('../documents/tables.ts', 'insert')),
      [],
    )
  })
})

describe('rule 8: generic code never names a driver, a connector or a format', () => {
  for (const name of ['openai', 'openai:gpt', 'embedded', 'article', 'articles']) {
    it(`refuses '${name}' in the platform and in documents`, () => {
      const text = `if (kind === '${name}') go()`
      for (const file of ['platform/http/a.ts', 'platform/models/a.ts', 'flow/documents/a.ts']) {
        assert.match(found(file, text)[0]!.rule, /^rule 8/)
      }
    })
  }

  it('allows it to the driver, to the list of drivers, to the format, and in other words', () => {
    const text = `if (kind === 'openai') go()`
    for (const file of [
      'platform/models/drivers/openai.ts',
      'platform/models/providers.ts',
      'formats/articles/a.ts',
    ]) {
      assert.deepEqual(found(file, text), [])
    }
    assert.deepEqual(found('platform/http/a.ts', `say('openai is not named like this')`), [])
  })
})

describe("the owner's handle", () => {
  for (const text of [
    'ctx.db.system.select()',
    'db.system.execute(x)',
    'db.systemTransaction(f)',
  ]) {
    it(`is refused where nobody has said why: ${text}`, () => {
      assert.match(found('flow/documents/a.ts', text)[0]!.what, /owner/)
      assert.deepEqual(found('platform/jobs/a.ts', text), [])
      assert.deepEqual(found('workspace/identity/ask.ts', text), [])
    })
  }
})
