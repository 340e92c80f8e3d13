import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closeSchemas } from './close-schema.ts'
import { Known } from './planned.ts'
import { Pool } from './pool.ts'
import { operationsAt, readApi } from './read-api.ts'
import { tinyDocument } from './tiny-api.fixture.ts'

describe('what is known from answers', () => {
  it('is found under the name that a request uses', () => {
    const pool = new Pool()
    pool.learn('/sources', { items: [{ id: 'src_1' }, { id: 'src_2' }], next_cursor: 'abc' })
    pool.learn('/documents/{document_id}', {
      id: 'doc_1',
      version: 3,
      content: { parts: [{ id: 'part_1' }] },
    })
    const take = (name: string, age = 0) => pool.take(new Known(name, age))
    assert.deepEqual([take('source_id'), take('source_id', 1)], ['src_2', 'src_1'])
    assert.deepEqual(
      [take('document_id'), take('part_id'), take('version'), take('cursor')],
      ['doc_1', 'part_1', 3, 'abc'],
    )
    assert.equal(take('never_heard_of_id'), 'part_1')
    assert.equal(pool.take(new Known('source_id', 0, 'cut')), 'src_')
    assert.deepEqual(pool.resolve({ a: [new Known('source', 0)] }), { a: ['src_2'] })
  })

  it('leaves out what callers sent', () => {
    const pool = new Pool()
    pool.learn('/jobs', { items: [{ id: 'job_1', input: { source_id: 'nonsense' } }] })
    assert.equal(pool.take(new Known('source_id', 0)), 'job_1')
  })
})

describe('the document', () => {
  it('is found again from a path, however it is written', () => {
    const api = readApi(tinyDocument)
    const at = (path: string) => operationsAt(api, path).map(({ id }) => id)
    assert.deepEqual(at('/api/things'), ['things.create'])
    assert.deepEqual(at('/api/%74hings/%2f'), ['things.get'])
    for (const path of ['/api/things/', '/things', '/api', '/api/things/a/b']) {
      assert.deepEqual(at(path), [], path)
    }
  })

  it('allows no undeclared properties once closed, also where parts make up a whole', () => {
    const whole = {
      type: 'object',
      properties: { a: {} },
      allOf: [{ type: 'object', properties: { b: {} } }],
    }
    const map = { type: 'object', properties: { a: {} }, additionalProperties: {} }
    assert.deepEqual(closeSchemas({ whole, map }), {
      whole: { ...whole, unevaluatedProperties: false },
      map,
    })
  })
})
