import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import { createTestApp, sampleTalk } from '../../../test/test-app.ts'
import type { Answer, TestApp } from '../../../test/test-app.ts'

describe('the first steps', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  const doneIn = ({ status, json, text }: Answer): Record<string, boolean> => {
    assert.equal(status, 200, text)
    const done = json.items.filter((item: { is_done: boolean }) => item.is_done)
    assert.equal(json.done_count, done.length)
    return Object.fromEntries(
      json.items.map(({ id, is_done }: { id: string; is_done: boolean }) => [id, is_done]),
    )
  }

  it('are found done once what they are about is there', async () => {
    const workspace = await test.addWorkspace()
    const anna = await createPerson(test)
    await join(test, anna, workspace.workspaceId, 'owner')
    const look = async () => doneIn(await anna.call('GET', '/onboarding'))
    assert.deepEqual(await look(), {
      account_secured: false,
      source_added: false,
      article_written: false,
      model_connected: false,
      member_invited: false,
      brand_set: false,
    })
    await anna.call('POST', '/sources', { text: sampleTalk })
    assert.equal((await look())['source_added'], true)
    await anna.call('POST', '/documents', { title: 'Mine' })
    assert.equal((await look())['article_written'], true)
    await anna.call('POST', '/invitations', { email: 'ben@example.org', role: 'viewer' })
    assert.equal((await look())['member_invited'], true)
    assert.equal((await anna.call('PATCH', '/branding', { product_name: 'Proof' })).status, 200)
    assert.equal((await look())['brand_set'], true)
    await test.database.db.system.execute(sql`
      update galley.users set two_factor_enabled = true where id = ${anna.userId}`)
    assert.equal((await look())['account_secured'], true)
    const asKey = doneIn(await workspace.call('GET', '/onboarding'))
    assert.equal('account_secured' in asKey, false)
    assert.equal(Object.values(doneIn(await test.call('GET', '/onboarding'))).includes(true), false)
  })

  it('know of a model as soon as one can be asked', async () => {
    const other = await createTestApp({
      hasWorker: false,
      environment: { OPENAI_API_KEY: 'sk-test' },
    })
    assert.equal(doneIn(await other.call('GET', '/onboarding'))['model_connected'], true)
    await other.close()
  })
})
