import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { createApp } from '../../../app.ts'
import { createDatabase } from '../../../platform/db/index.ts'
import { createMetrics } from '../../../platform/telemetry/drivers/metrics.ts'
import { seatPerson, staffWorkspace, tokenOf, verdict, within } from '../testing.ts'
import type { Seated } from '../testing.ts'
import { admitInvited } from './admit-invited.ts'

describe('invitations', () => {
  let test: TestApp
  let workspaceId: string
  let people: Record<'ann' | 'adam' | 'ed', Seated>
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    const staffed = await staffWorkspace(test, { ann: 'owner', adam: 'admin', ed: 'editor' })
    ;({ workspaceId, people } = staffed)
  })
  after(() => test.close())

  const invite = async (body: object, who: Pick<Seated, 'call'> = people.ann) => {
    const answer = await who.call('POST', '/invitations', body)
    assert.equal(answer.status, 201, answer.text)
    return { id: answer.json.id as string, token: tokenOf(answer), json: answer.json }
  }
  const accept = (who: Pick<Seated, 'call'>, token: string) =>
    who.call('POST', '/invitations/accept', { token })
  const preview = (token: string) =>
    test.app.fetch(
      new Request('http://localhost:3000/api/v1/invitations/preview', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      }),
    )
  const usesOf = async (id: string) => {
    const { rows } = await test.database.db.system.execute<{ uses: number }>(
      sql`select uses from galley.invitations where id = ${id}`,
    )
    return rows[0]!.uses
  }
  const change = (id: string, set: ReturnType<typeof sql>) =>
    test.database.db.system.execute(sql`update galley.invitations set ${set} where id = ${id}`)

  it('by e-mail let in the account with that address, and say before what they are for', async () => {
    const guest = await createPerson(test, { name: 'Guest', email: 'guest@example.com' })
    const { token, id, json } = await invite({ email: ' Guest@Example.com ', role: 'reviewer' })
    assert.deepEqual(
      [json.kind, json.email, json.status, json.maximum_uses],
      ['email', 'guest@example.com', 'pending', 1],
    )
    const shown = (await (await preview(token)).json()) as Record<string, unknown>
    assert.deepEqual(
      { ...shown, expires_at: '' },
      {
        workspace_id: workspaceId,
        workspace_name: 'Test',
        role_name: 'reviewer',
        invited_by: 'ann',
        kind: 'email',
        email: 'guest@example.com',
        needs_account: false,
        expires_at: '',
      },
    )
    const accepted = await accept(guest, token)
    assert.deepEqual([accepted.status, accepted.json.role], [200, 'reviewer'])
    const members = await within(guest, workspaceId)('GET', '/members')
    const me = members.json.items.find(
      ({ user_id: id }: { user_id: string }) => id === guest.userId,
    )
    assert.deepEqual([me.role, me.origin], ['reviewer', 'invitation'])
    const again = await accept(guest, token)
    assert.equal(verdict(again), '409 already_member')
    assert.equal(await usesOf(id), 1)
    const listed = await people.ann.call('GET', '/invitations?status=used')
    assert.ok(listed.json.items.some((one: { id: string }) => one.id === id))
    assert.ok(!listed.text.includes(token))
  })

  it('by e-mail are worth nothing to another account, wherever the mail went', async () => {
    const guest = await createPerson(test, { email: 'mine@example.com', isVerified: false })
    const other = await createPerson(test, { email: 'other@example.com' })
    const { token, id } = await invite({ email: guest.email, role: 'editor' })
    assert.equal(verdict(await accept(other, token)), '403 invitation_other_address')
    assert.equal(await usesOf(id), 0)
    // Whoever has the token has read the mailbox, so that its owner may accept unverified.
    assert.equal(verdict(await accept(guest, token)), '200')
  })

  it('as links let in as many as they say, and nobody twice', async () => {
    const { token, id } = await invite({ role: 'viewer', maximum_uses: 2 })
    const guests = await Promise.all(Array.from({ length: 4 }, () => createPerson(test)))
    const verdicts = (await Promise.all(guests.map((guest) => accept(guest, token)))).map(verdict)
    assert.deepEqual(verdicts.sort(), [
      '200',
      '200',
      '409 invitation_used_up',
      '409 invitation_used_up',
    ])
    assert.equal(await usesOf(id), 2)
    const shown = (await (await preview(token)).json()) as { code: string }
    assert.equal(shown.code, 'invitation_used_up')
  })

  it('accepted by one person many times at once are one seat and one use', async () => {
    for (let round = 0; round < 5; round += 1) {
      const guest = await createPerson(test)
      const { token, id } = await invite({ role: 'viewer', maximum_uses: 5 })
      const answers = await Promise.all(Array.from({ length: 5 }, () => accept(guest, token)))
      const verdicts = answers.map(verdict).sort()
      assert.deepEqual(verdicts, ['200', ...Array(4).fill('409 already_member')])
      assert.equal(await usesOf(id), 1)
    }
  })

  it('are not used up by those who are in already', async () => {
    const { token, id } = await invite({ role: 'admin' })
    assert.equal(verdict(await accept(people.ed, token)), '409 already_member')
    assert.equal(await usesOf(id), 0)
    const taken = await people.ann.call('POST', '/invitations', {
      email: people.ed.email,
      role: 'viewer',
    })
    assert.equal(verdict(taken), '409 already_member')
    const { json } = await people.ed.call('GET', '/workspace')
    assert.equal(json.you.role, 'editor')
  })

  it('end: revoked, expired, or replaced by another to the same address', async () => {
    const guest = await createPerson(test, { email: 'late@example.com' })
    const first = await invite({ email: guest.email, role: 'viewer' })
    const second = await invite({ email: 'LATE@example.com', role: 'viewer' })
    assert.equal(verdict(await accept(guest, first.token)), '409 invitation_revoked')
    await change(second.id, sql`expires_at = now()`)
    assert.equal(verdict(await accept(guest, second.token)), '409 invitation_expired')

    const resent = await people.ann.call('POST', `/invitations/${second.id}/resend`, {})
    assert.equal(resent.json.status, 'pending')
    assert.equal(verdict(await accept(guest, second.token)), '404 invitation_not_found')
    const revoke = () => people.ann.call('DELETE', `/invitations/${second.id}`)
    assert.deepEqual(
      [verdict(await revoke()), verdict(await revoke())],
      ['204', '409 invitation_closed'],
    )
    assert.equal(verdict(await accept(guest, tokenOf(resent))), '409 invitation_revoked')
    const closed = await people.ann.call('POST', `/invitations/${second.id}/resend`, {})
    assert.equal(verdict(closed), '409 invitation_closed')
    const link = await invite({ role: 'viewer' })
    const unmailed = await people.ann.call('POST', `/invitations/${link.id}/resend`, {})
    assert.equal(verdict(unmailed), '422 invitation_not_mailed')
    for (const token of ['x', first.token.slice(0, -1), `${first.token}a`]) {
      assert.equal(verdict(await accept(guest, token)), '404 invitation_not_found')
    }
  })

  it('revoked while they are accepted are either: a seat, or none', async () => {
    for (let round = 0; round < 5; round += 1) {
      const guest = await createPerson(test)
      const { token, id } = await invite({ role: 'viewer' })
      const [accepted, revoked] = await Promise.all([
        accept(guest, token),
        people.ann.call('DELETE', `/invitations/${id}`),
      ])
      const outcome = [verdict(accepted), verdict(revoked)].join()
      const possible = ['200,409 invitation_closed', '409 invitation_revoked,204']
      assert.ok(possible.includes(outcome), outcome)
    }
  })

  it('give no more than whoever made them holds, also when that changes', async () => {
    const refused = await people.adam.call('POST', '/invitations', {
      email: 'boss@example.com',
      role: 'owner',
    })
    assert.equal(verdict(refused), '403 owners_only')
    const viewer = await people.ed.call('POST', '/invitations', { role: 'viewer' })
    assert.equal(verdict(viewer), '403 permission_missing')
    const byLink = await people.ann.call('POST', '/invitations', { role: 'owner' })
    assert.equal(verdict(byLink), '422 invitation_owner_link')
    const many = { email: 'many@example.com', role: 'viewer', maximum_uses: 3 }
    assert.equal(
      verdict(await people.ann.call('POST', '/invitations', many)),
      '422 invitation_uses',
    )

    const guest = await createPerson(test)
    const { token, id } = await invite({ role: 'admin', maximum_uses: 9 }, people.adam)
    await people.ann.call('PATCH', `/members/${people.adam.memberId}`, { role: 'editor' })
    assert.equal(verdict(await accept(guest, token)), '409 invitation_lapsed')
    await people.ann.call('DELETE', `/members/${people.adam.memberId}`)
    assert.equal(verdict(await accept(people.adam, token)), '409 invitation_lapsed')
    assert.equal(await usesOf(id), 0)
  })

  it('are for those who may invite, in their own workspace, and end with it', async () => {
    const other = await staffWorkspace(test, { zoe: 'owner' })
    const { zoe } = other.people
    const { token, id } = await invite({ role: 'viewer', maximum_uses: 9 })
    const answers = [
      await zoe.call('DELETE', `/invitations/${id}`),
      await zoe.call('POST', `/invitations/${id}/resend`, {}),
    ]
    assert.deepEqual(answers.map(verdict), Array(2).fill('404 invitation_not_found'))
    assert.deepEqual((await zoe.call('GET', '/invitations')).json.items, [])
    assert.equal(verdict(await people.ed.call('GET', '/invitations')), '403 permission_missing')

    const guest = await createPerson(test)
    const theirs = await invite({ role: 'viewer', maximum_uses: 9 }, zoe)
    assert.equal((await zoe.call('DELETE', '/workspace?name=Test')).status, 200)
    assert.ok(verdict(await accept(guest, theirs.token)).startsWith('404'))
    assert.equal((await preview(theirs.token)).status, 409)
    assert.equal(verdict(await accept(guest, token)), '200')
  })

  it('narrow as they say, and not as the guest is narrowed elsewhere', async () => {
    const other = await staffWorkspace(test, { zoe: 'owner' })
    const makeProject = async (owner: Pick<Seated, 'call'>) =>
      (await owner.call('POST', '/projects', { name: 'Only' })).json.id as string
    const [theirs, ours] = [await makeProject(other.people.zoe), await makeProject(people.ann)]
    const guest = await seatPerson(test, other.workspaceId, 'editor', { projectIds: [theirs] })
    const { token } = await invite({ role: 'editor', project_ids: [ours] })
    assert.equal(verdict(await accept(guest, token)), '200')
    const { json } = await guest.anywhere('GET', '/workspace', undefined, {
      'galley-workspace': workspaceId,
    })
    assert.deepEqual(json.you.project_ids, [ours])
  })

  it('open the door for a new account with the right address only', async () => {
    const mailed = await invite({ email: 'new@example.com', role: 'viewer' })
    const link = await invite({ role: 'viewer' })
    const { services } = test.app
    const isGood = admitInvited.value as (args: object) => Promise<boolean>
    const ask = (invitation: string, email: string) =>
      services.db.systemTransaction((tx) => isGood({ services, tx, input: { invitation, email } }))
    assert.deepEqual(
      await Promise.all([
        ask(mailed.token, 'new@example.com'),
        ask(mailed.token, 'other@example.com'),
        ask(link.token, 'other@example.com'),
        ask('galley_inv_nothing', 'new@example.com'),
      ]),
      [true, false, true, false],
    )
    await change(link.id, sql`revoked_at = now()`)
    assert.equal(await ask(link.token, 'other@example.com'), false)
    const shown = (await (await preview(mailed.token)).json()) as { needs_account: boolean }
    assert.equal(shown.needs_account, true)
  })

  it('let in many at once, however few connections there are', async () => {
    const { token } = await invite({ role: 'viewer', maximum_uses: 20 })
    const { services } = test.app
    const db = createDatabase({ url: test.database.url, poolSize: 2, patienceMs: 3000 })
    const config = { ...services.config, GALLEY_SIGN_UP: 'invited' as const }
    const few = createApp(config, { ...services, db, metrics: createMetrics() })
    const signUp = async (index: number) => {
      const body = JSON.stringify({
        name: 'Many',
        email: `many-${index}@example.com`,
        password: 'correct horse 42 battery',
        invitation: token,
      })
      const headers = { 'content-type': 'application/json' }
      const url = 'http://localhost:3000/api/v1/auth/sign-up'
      return (await few.fetch(new Request(url, { method: 'POST', headers, body }))).status
    }
    try {
      const statuses = await Promise.all(Array.from({ length: 12 }, (_, index) => signUp(index)))
      assert.deepEqual(statuses, Array(12).fill(200))
    } finally {
      await db.close()
    }
  })

  it('leave no seat to an account that ends in the same moment', async () => {
    const guest = await createPerson(test)
    const { token } = await invite({ role: 'viewer' })
    const { accepting } = await test.database.db.systemTransaction(async (tx) => {
      await tx.execute(sql`select from galley.users where id = ${guest.userId} for update`)
      const begun = accept(guest, token)
      for (let tries = 0; tries < 200 && !(await isWaiting()); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await tx.execute(sql`delete from galley.users where id = ${guest.userId}`)
      return { accepting: begun } // not waited for: it waits for this
    })
    assert.equal(verdict(await accepting), '401 session_ended')
    const { rows } = await test.database.db.system.execute<Record<string, unknown>>(
      sql`select from galley.members where user_id = ${guest.userId}`,
    )
    assert.equal(rows.length, 0)
  })

  const isWaiting = async () => {
    const { rows } = await test.database.db.system.execute<Record<string, unknown>>(sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`)
    return rows.length > 0
  }

  it('are limited in how many are pending', async () => {
    const { people: crowd, workspaceId: place } = await staffWorkspace(test, { zoe: 'owner' })
    await test.database.db.system.execute(sql`
      insert into galley.invitations (id, workspace_id, role, token_hash, invited_by, expires_at)
      select 'inv_' || n, ${place}, 'viewer', 'hash ' || n, ${crowd.zoe.userId}, now() + interval '1 day'
      from generate_series(1, 500) n`)
    const full = await crowd.zoe.call('POST', '/invitations', { role: 'viewer' })
    assert.equal(verdict(full), '409 invitations_full')
    const page = await crowd.zoe.call('GET', '/invitations?limit=200&status=pending')
    assert.equal(page.json.items.length, 200)
  })
})
