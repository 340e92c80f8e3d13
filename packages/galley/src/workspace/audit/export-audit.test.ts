import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { contextOf, write, writeMany } from './audit.fixture.ts'
import { exportAudit } from './export-audit.ts'
import type { ExportAuditInput } from './export-audit.ts'

describe('exportAudit', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  const read = async (ctx: Context, input: ExportAuditInput) =>
    new Response((await exportAudit({ ctx, input })).body).text()

  it('streams 5,000 entries in order, and not those that come meanwhile', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 5000)
    const { body, mediaType, fileName } = await exportAudit({ ctx, input: {} })
    assert.deepEqual([mediaType, fileName], ['application/x-ndjson', 'audit.jsonl'])
    const decoder = new TextDecoder()
    let text = ''
    let chunks = 0
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      chunks += 1
      await write(ctx)
    }
    assert.equal(chunks, 10)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ seq }) => seq),
      Array.from({ length: 5000 }, (_, index) => index + 1),
    )
    assert.ok(
      lines.every((line, index) => index === 0 || line.previous_hash === lines[index - 1].hash),
    )
  })

  it('reads no more than its client takes, and no more at all when it leaves', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 2500)
    let transactions = 0
    const db = {
      ...test.db,
      tenant: (...call: Parameters<typeof test.db.tenant>) => {
        transactions += 1
        return test.db.tenant(...call)
      },
    } as Context['db']
    const { body } = await exportAudit({ ctx: { ...ctx, db }, input: {} })
    const reader = body.getReader()
    await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.ok(transactions <= 3, `${transactions} transactions for one batch`)
    await reader.cancel()
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.ok(transactions <= 3)
  })

  it('writes CSV that no spreadsheet runs, with what the filter asks for', async () => {
    const formula = '=HYPERLINK("http://evil.example","x")'
    const ctx = contextOf(test.db, { actor: { kind: 'api_key', id: 'key_1', name: formula } })
    await write(ctx, { subject: '@SUM(A1)', after: { name: formula } })
    await write(ctx, { action: 'other.create' })
    const [head, line, ...rest] = (await read(ctx, { format: 'csv', action: 'thing.*' })).split(
      '\r\n',
    )
    assert.ok(
      head!.startsWith('seq,created_at,actor_kind,actor_id,actor_name,client_address,action'),
    )
    assert.match(
      line!,
      /^1,\d{4}-[^,]+Z,api_key,key_1,"'=HYPERLINK\(""http:\/\/evil.example"",""x""\)",192.0.2.7,thing.create,'@SUM\(A1\),req_test,,"\{""name"":/,
    )
    assert.deepEqual(rest, [''])
  })

  it('is empty for a workspace without entries, and refuses who may not', async () => {
    const ctx = contextOf(test.db)
    assert.equal(await read(ctx, {}), '')
    assert.equal((await read(ctx, { format: 'csv' })).split('\r\n').length, 2)
    const reader = { ...ctx, permissions: new Set<string>() }
    await assert.rejects(exportAudit({ ctx: reader, input: {} }), ForbiddenError)
  })
})
