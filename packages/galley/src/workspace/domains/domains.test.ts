import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { startFakeDns } from '../../../fakes/dns/index.ts'
import type { FakeDns } from '../../../fakes/dns/index.ts'
import { createPerson, join } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { Client, TestApp } from '../../../test/test-app.ts'
import { newId } from '../../platform/id.ts'
import { domainsContext } from './domains-context.ts'
import { findVerifiedDomain } from './index.ts'
import { recheckDomains } from './recheck-domains.ts'
import { verifyDomain } from './verify-domain.ts'

const DAY = 24 * 3600 * 1000

describe('domains', () => {
  let dns: FakeDns
  let test: TestApp
  let theirs: Client
  before(async () => {
    dns = await startFakeDns()
    test = await createTestApp({
      hasWorker: false,
      environment: {
        GALLEY_DNS_SERVERS: dns.server,
        PUBLIC_URL: 'https://galley.own.example',
      },
    })
    theirs = await test.addWorkspace()
  })
  after(async () => {
    await test.close()
    await dns.close()
  })

  const create = async (client: Client, name: string, purposes = ['email']) => {
    const { status, json, text } = await client.call('POST', '/domains', { name, purposes })
    assert.equal(status, 201, text)
    return json
  }
  const verify = (client: Client, { id }: { id: string }) =>
    client.call('POST', `/domains/${id}/verify`)
  const setRecord = (domain: { record: { name: string; value: string } }) =>
    dns.set(domain.record.name, [domain.record.value])
  const createVerified = async (client: Client, name: string, purposes?: string[]) => {
    const domain = await create(client, name, purposes)
    setRecord(domain)
    assert.equal((await verify(client, domain)).status, 200)
    return domain
  }
  const find = (name: string, purpose?: 'site') =>
    findVerifiedDomain(test.app.services, name, purpose)
  const get = async (client: Client, id: string) =>
    (await client.call('GET', '/domains')).json.items.find((one: { id: string }) => one.id === id)
  const events = async (workspaceId: string, subject: string) => {
    const { rows } = await test.database.db.system.execute<{ type: string }>(sql`
      select type from galley.events
      where workspace_id = ${workspaceId} and subject = ${subject} order by seq`)
    return rows.map(({ type }) => type)
  }
  const setDeleted = (workspaceId: string, at: Date | null) =>
    test.database.db.system.execute(
      sql`update galley.workspaces set deleted_at = ${at?.toISOString() ?? null}
          where id = ${workspaceId}`,
    )

  it('are verified by the very record that the answer named', async () => {
    const domain = await create(test, 'Example.ORG.', ['site', 'email', 'site'])
    assert.deepEqual(
      [domain.name, domain.purposes, domain.status, domain.verified_at],
      ['example.org', ['email', 'site'], 'pending', null],
    )
    assert.equal(domain.record.type, 'TXT')
    assert.equal(domain.record.name, '_galley-challenge.example.org')
    assert.match(domain.record.value, /^galley-domain-verification=[\w-]{32}$/)
    assert.equal(await find('example.org'), null)

    dns.set(domain.record.name, ['v=spf1 -all', ` ${domain.record.value} `, 'another=1'])
    const { status, json } = await verify(test, domain)
    assert.deepEqual([status, json.status, json.last_error], [200, 'verified', null])
    assert.deepEqual(await find('EXAMPLE.org'), { workspaceId: test.workspaceId })
    assert.deepEqual(await find('example.org', 'site'), { workspaceId: test.workspaceId })
    // Once more changes nothing.
    assert.equal((await verify(test, domain)).json.verified_at, json.verified_at)
    assert.deepEqual(await events(test.workspaceId, domain.id), [
      'domain.created',
      'domain.verified',
    ])
    const { json: log } = await test.call('GET', `/audit?subject=${domain.id}`)
    assert.deepEqual(
      log.items.map((entry: { action: string; after: object }) => [entry.action, entry.after]),
      [
        ['domain.verify', { name: 'example.org', purposes: ['email', 'site'], isVerified: true }],
        ['domain.create', { name: 'example.org', purposes: ['email', 'site'], isVerified: false }],
      ],
    )
  })

  it('cover themselves only: no name below, none above, no other purpose', async () => {
    await createVerified(test, 'mid.exact.example')
    for (const name of ['exact.example', 'a.mid.exact.example', 'xmid.exact.example', '', 'com']) {
      assert.equal(await find(name), null, name)
    }
    assert.equal(await find('mid.exact.example', 'site'), null)
    assert.ok(await find('mid.exact.example'))
  })

  it('change their purposes and stay verified', async () => {
    const domain = await createVerified(test, 'purposes.example')
    const { json } = await test.call('PATCH', `/domains/${domain.id}`, { purposes: ['site'] })
    assert.deepEqual([json.purposes, json.status], [['site'], 'verified'])
    assert.equal(await find('purposes.example'), null)
    assert.ok(await find('purposes.example', 'site'))
    for (const purposes of [[], ['mail'], 'email', null]) {
      const answer = await test.call('PATCH', `/domains/${domain.id}`, { purposes })
      assert.equal(answer.status, 422)
    }
  })

  it('say what is missing, what is there instead, and when DNS is silent', async () => {
    const domain = await create(test, 'wrong.example')
    const missing = await verify(test, domain)
    assert.deepEqual([missing.status, missing.json.code], [409, 'domain_record_missing'])
    assert.ok(missing.json.detail.includes(domain.record.value), missing.text)
    assert.equal((await get(test, domain.id)).last_error, 'domain_record_missing')

    const almost = [
      domain.record.value.toUpperCase(),
      `${domain.record.value}x`,
      `"${domain.record.value}"`,
      'galley-domain-verification=',
      `\u0007${'long '.repeat(100)}`,
    ]
    dns.set(domain.record.name, almost)
    const differs = await verify(test, domain)
    assert.deepEqual([differs.status, differs.json.code], [409, 'domain_record_differs'])
    assert.equal(differs.json.details.found[1], `${domain.record.value}x`)
    assert.ok(differs.text.length < 4000)

    // At the domain itself it does not count.
    dns.remove(domain.record.name)
    dns.set('wrong.example', [domain.record.value])
    assert.equal((await verify(test, domain)).json.code, 'domain_record_missing')

    for (const fault of ['servfail', 'refused'] as const) {
      dns.misbehave(domain.record.name, fault)
      const silent = await verify(test, domain)
      assert.deepEqual([silent.status, silent.json.code], [503, 'domain_dns_unreachable'], fault)
      assert.ok(Number(silent.headers.get('retry-after')) > 0)
    }
    assert.equal((await get(test, domain.id)).last_error, 'domain_dns_unreachable')
    assert.equal(await find('wrong.example'), null)
    dns.misbehave(domain.record.name, null)
    setRecord(domain)
    assert.equal((await verify(test, domain)).status, 200)
  })

  it('are found also in an answer that is huge, split and in another case', async () => {
    const domain = await create(test, 'huge.example')
    const { value } = domain.record
    const noise = Array.from({ length: 200 }, (_, index) => `${index} ${'z'.repeat(190)}`)
    dns.set(domain.record.name, [...noise, [value.slice(0, 9), value.slice(9)]])
    dns.misbehave(domain.record.name, 'other_case')
    assert.equal((await verify(test, domain)).status, 200)
  })

  it('refuse hostile names and the address of the server itself', async () => {
    const names = [
      'localhost',
      '10.0.0.1',
      'co.uk',
      'a_b.example',
      'xn--.example',
      `${'a'.repeat(300)}.example`,
      '..',
      'https://example.org',
      'galley.own.example',
      'x.Galley.own.example.',
      'nul\u0000.example',
    ]
    for (const name of names) {
      const { status, json } = await test.call('POST', '/domains', { name, purposes: ['site'] })
      assert.deepEqual(
        [status, json.code, json.errors?.[0]?.pointer],
        [422, 'domain_name_invalid', '/name'],
        name,
      )
    }
    // The domain above it may well be somebody's own.
    await create(test, 'own.example')
  })

  it('are there once in a workspace, and pending in as many as like', async () => {
    const mine = await create(test, 'shared.example')
    const again = await test.call('POST', '/domains', {
      name: 'SHARED.example',
      purposes: ['site'],
    })
    assert.deepEqual(
      [again.status, again.json.code, again.json.details.domain_id ?? again.json.details.domainId],
      [409, 'domain_exists', mine.id],
    )
    const other = await create(theirs, 'shared.example')
    assert.notEqual(other.record.value, mine.record.value)
    // Their record shows nothing about us, and our claim does not keep them.
    setRecord(other)
    assert.equal((await verify(test, mine)).json.code, 'domain_record_differs')
    assert.equal((await verify(theirs, other)).status, 200)
    assert.deepEqual(await find('shared.example'), { workspaceId: theirs.workspaceId })
    dns.set(mine.record.name, [mine.record.value, other.record.value])
    const late = await verify(test, mine)
    assert.deepEqual([late.status, late.json.code], [409, 'domain_taken'])
    assert.equal(late.text.includes(theirs.workspaceId), false)

    assert.equal((await theirs.call('DELETE', `/domains/${other.id}`)).status, 204)
    assert.equal(await find('shared.example'), null)
    assert.equal((await verify(test, mine)).status, 200)
  })

  it('belong to one workspace also when two verify at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = `race${round}.example`
      const clients = [test, theirs, await test.addWorkspace()]
      const claims = await Promise.all(clients.map((client) => create(client, name)))
      dns.set(
        claims[0].record.name,
        claims.map((claim) => claim.record.value),
      )
      const answers = await Promise.all(
        clients.map((client, index) => verify(client, claims[index])),
      )
      const codes = answers.map(({ status, json }) => (status === 200 ? 'verified' : json.code))
      assert.deepEqual(codes.sort(), ['domain_taken', 'domain_taken', 'verified'])
      const winner = clients[answers.findIndex(({ status }) => status === 200)]!
      assert.deepEqual(await find(name), { workspaceId: winner.workspaceId })
    }
  })

  it('do not verify by the record of an earlier claim', async () => {
    const first = await createVerified(test, 'again.example')
    await test.call('DELETE', `/domains/${first.id}`)
    const second = await create(test, 'again.example')
    assert.equal((await verify(test, second)).json.code, 'domain_record_differs')
    assert.equal((await verify(test, first)).status, 404)
  })

  it('cannot be reached from another workspace, and are for admins', async () => {
    const domain = await createVerified(test, 'roles.example')
    assert.equal(await get(theirs, domain.id), undefined)
    for (const [method, path, body] of [
      ['POST', `/domains/${domain.id}/verify`],
      ['PATCH', `/domains/${domain.id}`, { purposes: ['site'] }],
      ['DELETE', `/domains/${domain.id}`],
    ] as const) {
      const answer = await theirs.call(method, path, body)
      assert.deepEqual([answer.status, answer.json.code], [404, 'domain_not_found'])
    }
    for (const role of ['viewer', 'reviewer', 'editor', 'admin', 'owner'] as const) {
      const person = await createPerson(test)
      await join(test, person, test.workspaceId, role)
      const expected = role === 'admin' || role === 'owner' ? 200 : 403
      assert.equal((await person.call('GET', '/domains')).status, expected, role)
      assert.equal((await person.call('POST', `/domains/${domain.id}/verify`)).status, expected)
    }
    const prj = newId('prj')
    const narrowed = await test.addKey({ projectIds: [prj] })
    const refused = await narrowed.call('DELETE', `/domains/${domain.id}`)
    assert.deepEqual([refused.status, refused.json.code], [403, 'domains_need_workspace'])
  })

  it('are listed page by page, and are at most a hundred', async () => {
    const many = await test.addWorkspace()
    await test.database.db.system.execute(sql`
      insert into galley.domains (id, workspace_id, name, purposes, token)
      select 'dom_' || lpad(n::text, 26, '0'), ${many.workspaceId}, 'n' || n || '.example', '{email}', 'x'
      from generate_series(1, 100) n`)
    const { json: first } = await many.call('GET', '/domains?limit=60')
    const { json: second } = await many.call('GET', `/domains?limit=60&cursor=${first.next_cursor}`)
    assert.deepEqual([first.items.length, second.items.length, second.next_cursor], [60, 40, null])
    const full = await many.call('POST', '/domains', { name: 'more.example', purposes: ['site'] })
    assert.deepEqual([full.status, full.json.code], [409, 'domain_limit'])
  })

  describe('of a workspace that is deleted', () => {
    it('show nothing, and go to whoever shows that they are theirs', async () => {
      const leaving = await test.addWorkspace()
      const old = await createVerified(leaving, 'left.example')
      await setDeleted(leaving.workspaceId, new Date())
      assert.equal(await find('left.example'), null)
      const heir = await create(test, 'left.example')
      // A claim is not enough.
      await verify(test, heir)
      await setDeleted(leaving.workspaceId, null)
      assert.deepEqual(await find('left.example'), { workspaceId: leaving.workspaceId })
      await setDeleted(leaving.workspaceId, new Date())
      setRecord(heir)
      assert.equal((await verify(test, heir)).status, 200)
      assert.deepEqual(await find('left.example'), { workspaceId: test.workspaceId })
      // Coming back does not bring it back.
      await setDeleted(leaving.workspaceId, null)
      assert.deepEqual(await find('left.example'), { workspaceId: test.workspaceId })
      assert.deepEqual((await events(leaving.workspaceId, old.id)).at(-1), 'domain.unverified')
      const { rows } = await test.database.db.system.execute<Record<string, unknown>>(sql`
        select actor, client_address from galley.audit_entries
        where workspace_id = ${leaving.workspaceId} and action = 'domain.unverify'`)
      assert.deepEqual(rows, [{ actor: { kind: 'system', id: 'domains' }, client_address: null }])
    })
  })

  it('of a workspace that is being deleted are not verified, not even with the right record', async () => {
    const leaving = await test.addWorkspace()
    const domain = await create(leaving, 'leaving.example')
    setRecord(domain)
    const { workspaceId } = leaving
    const ctx = domainsContext(test.app.services, workspaceId)
    const asked = { ...ctx, permissions: new Set(['domains.write']) }
    await setDeleted(workspaceId, new Date())
    const verb = () => verifyDomain({ ctx: asked, input: { domainId: domain.id } })
    await assert.rejects(verb(), { code: 'domain_changed' })
    await setDeleted(workspaceId, null)
    assert.equal((await verb()).status, 'verified')
  })

  describe('every day', () => {
    const recheck = (days: number) =>
      recheckDomains(test.app.services, new Date(Date.now() + days * DAY))

    it('stay verified while the record is there or DNS is silent', async () => {
      const domain = await createVerified(test, 'steady.example')
      dns.misbehave(domain.record.name, 'servfail')
      await recheck(1)
      await recheck(30)
      const seen = await get(test, domain.id)
      assert.deepEqual([seen.status, seen.last_error], ['verified', 'domain_dns_unreachable'])
      dns.misbehave(domain.record.name, null)
      await recheck(31)
      assert.equal((await get(test, domain.id)).last_error, null)
      assert.deepEqual(await events(test.workspaceId, domain.id), [
        'domain.created',
        'domain.verified',
      ])
    })

    it('have seven days to get their record back', async () => {
      const domain = await createVerified(test, 'lost.example')
      dns.remove(domain.record.name)
      await recheck(1)
      await recheck(2)
      const seen = await get(test, domain.id)
      assert.equal(seen.status, 'record_missing')
      const left = Date.parse(seen.verified_until) - Date.now()
      assert.ok(left > 7.9 * DAY && left < 8.1 * DAY)
      assert.ok(await find('lost.example'))

      setRecord(domain)
      await recheck(3)
      assert.equal((await get(test, domain.id)).status, 'verified')
      dns.set(domain.record.name, ['another'])
      await recheck(9)
      await recheck(15.9)
      assert.ok(await find('lost.example'), 'the grace counts from the second loss')
      await recheck(16.1)
      assert.equal(await find('lost.example'), null)
      const gone = await get(test, domain.id)
      assert.deepEqual(
        [gone.status, gone.last_error, gone.verified_until],
        ['pending', 'domain_record_differs', null],
      )
      assert.deepEqual(await events(test.workspaceId, domain.id), [
        'domain.created',
        'domain.verified',
        'domain.record_missing',
        'domain.record_missing',
        'domain.unverified',
      ])
      const { json: log } = await test.call('GET', `/audit?subject=${domain.id}&limit=1`)
      assert.deepEqual(
        [log.items[0].action, log.items[0].before.isVerified, log.items[0].after.isVerified],
        ['domain.unverify', true, false],
      )
    })

    it('take no answer for another claim than the one that was asked about', async () => {
      const domain = await createVerified(test, 'swapped.example')
      dns.remove(domain.record.name)
      const slow = {
        ...test.app.services,
        dns: {
          async resolveTxt(name: string) {
            if (name === domain.record.name) {
              await test.call('DELETE', `/domains/${domain.id}`)
              await create(test, 'swapped.example')
            }
            return test.app.services.dns.resolveTxt(name)
          },
        },
      }
      await recheckDomains(slow)
      const { json } = await test.call('GET', '/domains')
      const now = json.items.find((one: { name: string }) => one.name === 'swapped.example')
      assert.deepEqual([now.status, now.last_checked_at], ['pending', null])
    })
  })
})
