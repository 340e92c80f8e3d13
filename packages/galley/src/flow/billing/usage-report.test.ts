import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { periodBefore } from './summarize-usage.ts'
import { prefersCsv } from './usage-csv.ts'
import { warnOfBudgets } from './warn-of-budgets.ts'

describe('the report of what was used', () => {
  let test: TestApp
  let anna: Person
  let documentId: string
  let jobId: string
  before(async () => {
    test = await createTestApp()
    anna = await createPerson(test, { name: 'Anna' })
    await join(test, anna, test.workspaceId, 'owner')
    jobId = (await anna.call('POST', '/samples/talk', {})).json.job_id
    documentId = (await test.finish(jobId)).json.output.document_id
    await test.call('PATCH', `/documents/${documentId}`, {
      base_version: 1,
      operations: [{ op: 'set', value: { title: '=cmd|"calc"' } }],
    })
  })
  after(() => test.close())

  const sum = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await anna.call('GET', `/usage/summary?${query}`, undefined, headers)
    assert.equal(answer.status, 200, answer.text)
    return answer
  }
  const groupsOf = async (query: string) => (await sum(query)).json.groups

  it('names documents, members and projects, also for what was used in a job', async () => {
    const { json } = await sum('group_by=document')
    assert.ok(json.total.calls > 3)
    const [document] = json.groups
    assert.deepEqual(
      [document.key, document.name, document.calls],
      [documentId, '=cmd|"calc"', json.total.calls],
    )
    const [member] = await groupsOf('group_by=member')
    assert.deepEqual(
      [member.key, member.name, member.calls],
      [anna.userId, 'Anna', json.total.calls],
    )
    const [nowhere] = await groupsOf('group_by=project')
    assert.deepEqual([nowhere.key, nowhere.name], [null, null])
    const steps = await groupsOf('group_by=step')
    const keys = steps.map(({ key }: { key: string }) => key).sort()
    assert.ok(
      keys.includes('chapters.organize') && keys.every((key: string) => !key.includes('/')),
      `${keys}`,
    )
  })

  it('is narrowed to a document, a member and a step', async () => {
    const { total } = (await sum('')).json
    const calls = async (query: string) => (await sum(query)).json.total.calls
    assert.equal(await calls(`document_id=${documentId}`), total.calls)
    assert.equal(await calls('document_id=doc_other'), 0)
    assert.equal(await calls('document_id='), 0)
    assert.equal(await calls(`member_id=${anna.userId}`), total.calls)
    assert.equal(await calls('member_id=usr_other'), 0)
    const [chapters] = (await groupsOf('group_by=step')).filter(
      ({ key }: { key: string }) => key === 'chapters.organize',
    )
    assert.equal(await calls('step=chapters.organize'), chapters.calls)
    assert.ok(
      (await anna.call('GET', `/usage?step=chapters.organize`)).json.items.length ===
        chapters.calls,
    )
  })

  it('is set beside as many days before', async () => {
    const today = new Date().toISOString().slice(0, 10)
    await test.database.db.system.execute(sql`
      update galley.usage_events set created_at = now() - interval '1 day'
      where id = (select min(id) from galley.usage_events where workspace_id = ${test.workspaceId})`)
    const { total, previous } = (await sum(`from=${today}&to=${today}`)).json
    assert.deepEqual([previous.total.calls, previous.to], [1, previous.from])
    assert.ok(total.calls > 1)
    assert.equal((await sum('')).json.previous, null)
    assert.deepEqual(periodBefore({ from: '2026-03-01', to: '2026-03-31' }), {
      from: '2026-01-29',
      to: '2026-02-28',
    })
  })

  it('is a table that no spreadsheet takes for a formula', async () => {
    for (const [query, headers] of [
      ['group_by=document', { accept: 'text/csv' }],
      ['group_by=document&format=csv', {}],
    ] as const) {
      const { text, headers: answered } = await sum(query, headers)
      assert.match(answered.get('content-type')!, /^text\/csv/)
      const [head, line] = text.split('\r\n')
      assert.match(head!, /^key,name,calls,failed_calls,.*cost_micros/)
      assert.ok(line!.startsWith(`${documentId},"'=cmd|""calc""",`), line)
    }
    for (const [accept, wanted] of [
      [null, false],
      ['*/*', false],
      ['application/json, text/csv;q=0.5', false],
      ['text/csv, */*;q=0.1', true],
    ] as const) {
      assert.equal(prefersCsv(accept), wanted, `${accept}`)
    }
  })

  it('says how near the limit is, and tells those who may set it, once', async () => {
    const ben = await createPerson(test)
    await join(test, ben, test.workspaceId, 'editor')
    const statusOf = async () => {
      const { budget } = (await sum('')).json
      return [budget.status, budget.spent_percent]
    }
    assert.deepEqual(await statusOf(), ['none', null])
    await anna.call('PUT', '/budget', { limit_micros: 1000 })
    const spend = (micros: number) =>
      test.database.db.system.execute(sql`
        update galley.budgets set spent_micros = ${micros} where workspace_id = ${test.workspaceId}`)
    const told = async (person: Person) =>
      (await person.call('GET', '/account/notifications')).json.items
        .filter(({ kind }: { kind: string }) => kind === 'spending_near_cap')
        .map(({ data }: { data: { percent: number } }) => data.percent)
    const warn = () => warnOfBudgets(test.app.services)
    await spend(799)
    await warn()
    assert.deepEqual([await statusOf(), await told(anna)], [['ok', 79], []])
    await spend(800)
    await Promise.all([warn(), warn()])
    await warn()
    assert.deepEqual([await statusOf(), await told(anna)], [['near', 80], [80]])
    await spend(1000)
    await warn()
    await warn()
    assert.deepEqual(
      [await statusOf(), await told(anna)],
      [
        ['reached', 100],
        [100, 80],
      ],
    )
    await anna.call('PUT', '/budget', { limit_micros: 1200 })
    await warn()
    assert.deepEqual(await told(anna), [80, 100, 80])
    assert.deepEqual(await told(ben), [])
  })
})
