import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import { createAccountsTest, password } from '../../accounts/accounts.fixture.ts'
import type { AccountsTest } from '../../accounts/accounts.fixture.ts'
import { finishExport } from '../privacy.fixture.ts'
import { sweepExports } from '../exports/sweep-exports.ts'

let test: AccountsTest
before(async () => {
  test = await createAccountsTest()
})
after(() => test.close())

const query = async <T extends Record<string, unknown>>(
  statement: ReturnType<typeof sql>,
): Promise<T[]> => {
  const { rows } = await test.database.db.system.execute<Record<string, never>>(statement)
  return rows as unknown as T[]
}
const forgotten = async () => {
  for (;;) {
    const [row] = await query<{ left: number }>(sql`select count(*)::int as left from galley.jobs
      where name = 'privacy.forget_user' and finished_at is null`)
    if (row!.left === 0) return
    await setTimeout(20)
  }
}

describe('deleting an account', () => {
  it('asks for the address and the password, and ends everything of the person at once', async () => {
    const email = 'anna@example.org'
    const browser = await test.member(email)
    const elsewhere = test.browser()
    await elsewhere.send('POST', '/auth/sign-in', { email, password })
    const refusals = [
      [{ email: 'other@example.org', password }, 422, 'confirmation_different'],
      [{ email }, 403, 'password_needed'],
      [{ email, password: 'not this one' }, 403, 'password_wrong'],
    ] as const
    for (const [body, status, code] of refusals) {
      const refused = await browser.send('DELETE', '/account', body)
      assert.equal(refused.status, status, refused.text)
      assert.equal(refused.json.code, code)
    }
    assert.equal((await browser.send('GET', '/account')).status, 200)
    const { json } = await browser.send('GET', '/account')
    const userId: string = json.user.id

    const gone = await browser.send('DELETE', '/account', { email: 'Anna@Example.org', password })
    assert.equal(gone.status, 204, gone.text)
    await setTimeout(1000) // a session is believed for a second
    for (const one of [browser, elsewhere]) {
      assert.equal((await one.send('GET', '/account')).status, 401)
    }
    const again = await test.browser().send('POST', '/auth/sign-in', { email, password })
    assert.equal(again.status, 401)
    for (const table of ['sessions', 'credentials', 'account_events', 'passkeys', 'members']) {
      const rows = await query(
        sql`select 1 as one from galley.${sql.identifier(table)} where user_id = ${userId}`,
      )
      assert.equal(rows.length, 0, table)
    }
  })

  it('keeps what belongs to others: documents, versions, and an audit log that verifies', async () => {
    const owner = await createPerson(test, { name: 'Olga Owner' })
    const ed = await createPerson(test, { name: 'Ed Forgettable' })
    const client = await test.addWorkspace()
    const { workspaceId } = client
    await join(test, owner, workspaceId, 'owner')
    await join(test, ed, workspaceId, 'editor')
    const there = { 'galley-workspace': workspaceId }
    const source = await ed.call(
      'POST',
      '/sources',
      { text: '# Worms\n\nWorms dig channels in the soil, and water follows them down.' },
      there,
    )
    assert.equal(source.status, 201, source.text)
    const started = await ed.call(
      'POST',
      '/pipelines/generate_blog',
      { source_ids: [source.json.id] },
      there,
    )
    assert.equal(started.status, 202, started.text)
    const job = await client.finish(started.json.job_id)
    const documentId: string = job.json.output.document_id
    const read = () => client.call('GET', `/documents/${documentId}`)
    const before = (await read()).json
    const head = (await client.call('GET', '/audit/verification')).json
    assert.equal(head.is_intact, true)

    const own = await test.addKey({ workspaceId, userId: ed.userId })
    assert.equal((await own.call('GET', '/documents')).status, 200)

    const gone = await ed.call('DELETE', '/account', { email: ed.email })
    assert.equal(gone.status, 204, gone.text)
    await forgotten()
    await setTimeout(1000) // a key is believed for a second
    assert.equal((await own.call('GET', '/documents')).status, 401)
    const after = (await read()).json
    assert.deepEqual(after.content, before.content)
    assert.equal(after.content_hash, before.content_hash)
    assert.equal((await client.call('GET', `/sources/${source.json.id}`)).status, 200)
    const anchor = `anchor_seq=${head.head_seq}&anchor_hash=${head.head_hash}`
    const verified = await client.call('GET', `/audit/verification?${anchor}`)
    assert.equal(verified.json.is_intact, true, verified.text)
    assert.ok(verified.json.entries > head.entries) // that they left is written down
    for (const [table, column] of [
      ['jobs', 'actor'],
      ['events', 'actor'],
      ['usage_events', 'actor'],
      ['document_versions', 'author'],
    ] as const) {
      const actor = sql.identifier(column)
      const rows = await query<{ id: string; name: string }>(sql`
        select ${actor} ->> 'id' as id, ${actor} ->> 'name' as name
        from galley.${sql.identifier(table)} where ${actor} ->> 'id' = ${ed.userId}`)
      for (const { name } of rows) assert.equal(name, 'Deleted user', table)
      if (table === 'events' || table === 'jobs') assert.ok(rows.length > 0)
    }
    const members = await owner.call('GET', '/members', undefined, there)
    assert.equal(members.json.items.length, 1)
  })

  it('without a password needs a sign-in of the last minutes', async () => {
    const person = await createPerson(test)
    const age = (minutes: number) =>
      query(sql`update galley.sessions set created_at = now() - make_interval(mins => ${minutes})
        where user_id = ${person.userId}`)
    await age(11)
    const refused = await person.call('DELETE', '/account', { email: person.email })
    assert.equal(refused.json.code, 'sign_in_too_old')
    await age(9)
    const gone = await person.call('DELETE', '/account', { email: person.email })
    assert.equal(gone.status, 204, gone.text)
  })

  it('is refused to the only owner of what others work in, and changes nothing then', async () => {
    const owner = await createPerson(test)
    const { workspaceId } = await test.addWorkspace()
    await join(test, owner, workspaceId, 'owner')
    await join(test, await createPerson(test), workspaceId, 'editor')
    const refused = await owner.call('DELETE', '/account', { email: owner.email })
    assert.equal(refused.status, 409)
    assert.equal(refused.json.code, 'sole_owner')
    assert.equal((await owner.call('GET', '/account')).status, 200)
  })

  it('is for the person themselves, not for a key', async () => {
    const client = await test.addWorkspace()
    const refused = await client.call('DELETE', '/account', { email: 'anna@example.org' })
    assert.equal(refused.json.code, 'person_required')
  })

  it('takes their own archives along, also one that is being made', async () => {
    const person = await createPerson(test)
    const at = '/account/exports'
    const { json } = await person.call('POST', at)
    await finishExport(person, { id: json.id, at })
    await person.call('POST', at)
    const gone = await person.call('DELETE', '/account', { email: person.email })
    assert.equal(gone.status, 204, gone.text)
    await forgotten()
    const { services } = test.app
    for (let left = 2; left > 0;) {
      await sweepExports(services)
      const [row] = await query<{ count: number }>(sql`select count(*)::int as count
        from galley.privacy_exports where user_id = ${person.userId}`)
      left = row!.count
    }
    const { objects } = await services.storage.list(`${person.userId}/`)
    assert.deepEqual(objects, [])
  })
})
