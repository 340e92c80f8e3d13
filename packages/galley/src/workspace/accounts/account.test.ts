import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import { ConflictError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { defineModule } from '../../platform/module.ts'
import { appWith, createAccountsTest, password, tokenIn } from './accounts.fixture.ts'
import type { AccountsTest, Browser } from './accounts.fixture.ts'
import {
  createUser,
  currentSessionId,
  deleteUser,
  endSessions,
  findUserByEmail,
  getUsers,
  setActiveWorkspace,
  startSession,
  userLeaving,
} from './index.ts'
import { sweepAccounts } from './sweep-accounts.ts'
import { accountEvents, credentials, sessions, throttles, users, verifications } from './tables.ts'

let test: AccountsTest
before(async () => {
  test = await createAccountsTest()
})
after(() => test.close())

const system = () => test.app.services.db.system
const idOf = async (browser: Browser) => (await browser.send('GET', '/account')).json.user.id
const signIn = (browser: Browser, email: string, secret = password) =>
  browser.send('POST', '/auth/sign-in', { email, password: secret })
/** Credentials are believed for a second without asking again. */
const endOfMemory = () => new Promise((resolve) => setTimeout(resolve, 1000))

describe('an account', () => {
  it('is of signed-in people, and of no key', async () => {
    for (const [method, path] of [
      ['GET', '/account'],
      ['GET', '/account/sessions'],
      ['GET', '/account/passkeys'],
      ['GET', '/account/security-log'],
    ] as const) {
      assert.equal((await test.browser().send(method, path)).status, 401)
      assert.equal((await test.call(method, path)).status, 403)
    }
  })

  it('has a name that can be changed', async () => {
    const anna = await test.member('name@example.org')
    const changed = await anna.send('PATCH', '/account', { name: '  Anna Maria ✎ ' })
    assert.equal(changed.json.user.name, 'Anna Maria ✎')
    assert.equal((await anna.send('PATCH', '/account', { name: 'a\nb' })).status, 422)
    assert.equal((await anna.send('PATCH', '/account', {})).json.user.name, 'Anna Maria ✎')
  })

  it('takes another address when its link is opened, and tells the old one', async () => {
    const [before, email] = ['old@example.org', 'new-address@example.org']
    const anna = await test.member(before)
    const ask = (more: object) =>
      anna.send('POST', '/account/email', { current_password: password, email, ...more })
    assert.equal((await ask({ current_password: 'wrong' })).json.code, 'password_wrong')
    assert.equal((await ask({ email: before })).json.code, 'email_unchanged')
    assert.deepEqual((await ask({})).json, { status: 'verify_email' })
    assert.equal((await anna.send('GET', '/account')).json.user.email, before)
    const token = tokenIn(await test.mailTo(email))
    assert.equal(
      (await test.browser().send('POST', '/auth/verification/confirm', { token })).status,
      204,
    )
    const { user } = (await anna.send('GET', '/account')).json
    assert.deepEqual([user.email, user.email_verified], [email, true])
    assert.match((await test.mailTo(before)).text, /another e-mail address/)
    assert.equal((await signIn(test.browser(), email)).status, 200)
    assert.equal((await signIn(test.browser(), before)).status, 401)
  })

  it('does not learn by that whether somebody else has the address', async () => {
    const anna = await test.member('curious@example.org')
    await test.member('taken@example.org')
    const input = { current_password: password, email: 'taken@example.org' }
    assert.deepEqual((await anna.send('POST', '/account/email', input)).json, {
      status: 'verify_email',
    })
  })

  it('does not get an address that somebody else took in the meantime', async () => {
    const anna = await test.member('slow@example.org')
    const email = 'contested@example.org'
    await anna.send('POST', '/account/email', { current_password: password, email })
    const token = tokenIn(await test.mailTo(email))
    await test.member(email)
    const late = await test.browser().send('POST', '/auth/verification/confirm', { token })
    assert.deepEqual([late.status, late.json.code], [409, 'email_taken'])
    assert.equal((await anna.send('GET', '/account')).json.user.email, 'slow@example.org')
  })

  it('changes its password: every other session ends, this one goes on under a new cookie', async () => {
    const email = 'password@example.org'
    const anna = await test.member(email)
    const other = test.browser()
    await signIn(other, email)
    const cookie = anna.cookies.get('galley.session_token')!
    const change = (more: object) =>
      anna.send('POST', '/account/password', {
        current_password: password,
        password: 'nine silver kettles',
        ...more,
      })
    assert.equal((await change({ current_password: 'wrong' })).json.code, 'password_wrong')
    assert.equal((await change({ password: 'password@example' })).json.code, 'password_weak')
    assert.equal((await change({})).status, 204)
    assert.notEqual(anna.cookies.get('galley.session_token'), cookie)
    assert.equal((await anna.send('GET', '/account')).status, 200)
    await endOfMemory()
    assert.equal((await other.send('GET', '/account')).status, 401)
    const stolen = { cookie: `galley.session_token=${cookie}` }
    assert.equal((await test.browser().send('GET', '/account', undefined, stolen)).status, 401)
    assert.match((await test.mailTo(email)).text, /password was changed/)
  })
})

describe('sessions', () => {
  it('are listed by device, and end one by one or all but this', async () => {
    const email = 'sessions@example.org'
    const anna = await test.member(email)
    const chrome =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
    const others = [chrome, 'x'.repeat(5000), '<script>'].map((userAgent) =>
      test.browser({ userAgent }),
    )
    for (const other of others) await signIn(other, email)
    const { items } = (await anna.send('GET', '/account/sessions')).json
    assert.equal(items.length, 4)
    const mine = items.filter((item: { is_current: boolean }) => item.is_current)
    assert.equal(mine.length, 1)
    assert.equal(mine[0].device, 'Firefox on Linux')
    assert.deepEqual(Object.keys(mine[0]).sort(), [
      'client_address',
      'created_at',
      'device',
      'expires_at',
      'id',
      'is_current',
      'last_active_at',
    ])
    assert.ok(items.some((item: { device: string }) => item.device === 'Chrome on macOS'))
    const eve = await test.member('eve-sessions@example.org')
    const target = items.find((item: { device: string }) => item.device === 'Chrome on macOS').id
    assert.equal((await eve.send('DELETE', `/account/sessions/${target}`)).status, 404)
    assert.equal((await anna.send('DELETE', `/account/sessions/${target}`)).status, 204)
    assert.equal((await anna.send('DELETE', `/account/sessions/${target}`)).status, 404)
    assert.deepEqual((await anna.send('DELETE', '/account/sessions')).json, { ended: 2 })
    await endOfMemory()
    for (const other of others) assert.equal((await other.send('GET', '/account')).status, 401)
    assert.equal((await anna.send('GET', '/account')).status, 200)
    assert.equal((await eve.send('GET', '/account')).status, 200)
  })

  it('are no more than a person can see: the oldest end', async () => {
    const email = 'many-sessions@example.org'
    const anna = await test.member(email)
    const list = async () => (await anna.send('GET', '/account/sessions')).json.items
    const [{ id: oldest }] = await list()
    const { system } = test.app.services.db
    const [{ userId }] = (await system
      .select({ userId: sessions.userId })
      .from(sessions)
      .where(eq(sessions.id, oldest))) as [{ userId: string }]
    const expiresAt = new Date(Date.now() + 60_000)
    const more = Array.from({ length: 250 }, () => newId('ses'))
    await system
      .insert(sessions)
      .values(more.map((id) => ({ id, userId, token: `token of ${id}`, expiresAt })))
    await signIn(anna, email)
    assert.equal(await system.$count(sessions, eq(sessions.userId, userId)), 200)
    const items = await list()
    assert.equal(items.length, 200)
    assert.ok(items[0].is_current, 'the newest is this one')
    assert.ok(!items.some(({ id }: { id: string }) => id === oldest))
  })

  it('are started, found, switched and ended for other modules', async () => {
    const services = test.app.services
    const anna = await test.member('service@example.org')
    const userId = await idOf(anna)
    const sso = newId('ws')
    const { cookies } = await startSession({
      services,
      input: {
        userId,
        method: 'sso:conn',
        ssoWorkspaceId: sso,
        clientAddress: '203.0.113.5',
        userAgent: 'x',
      },
    })
    const cookie = cookies[0]!.split(';')[0]!
    const account = await test.browser().send('GET', '/account', undefined, { cookie })
    assert.equal(account.json.code, 'account_out_of_reach', 'there is more to it than a seat there')
    const sessionId = (await currentSessionId({ services, headers: new Headers({ cookie }) }))!
    assert.match(sessionId, /^ses_/)
    assert.equal(await currentSessionId({ services, headers: new Headers() }), null)
    await setActiveWorkspace({ services, input: { sessionId, workspaceId: 'ws_x' } })
    const [row] = await system().select().from(sessions).where(eq(sessions.id, sessionId))
    assert.deepEqual([row!.activeWorkspaceId, row!.ssoWorkspaceId], ['ws_x', sso])
    const end = (input: object) =>
      services.db.systemTransaction((tx) => endSessions({ tx, input: { userId, ...input } }))
    assert.deepEqual(await end({ ssoWorkspaceId: sso }), { ended: 1 })
    assert.deepEqual(await end({ ssoWorkspaceId: sso }), { ended: 0 })
    assert.deepEqual(await end({}), { ended: 1 })
  })
})

describe('the security log', () => {
  it('shows what happened, newest first, page by page, to nobody else', async () => {
    const email = 'log@example.org'
    const anna = await test.member(email)
    await signIn(test.browser({ address: '203.0.113.200' }), email, 'a wrong guess')
    const kinds = []
    let cursor: string | null = null
    do {
      const query: string = cursor ? `?limit=2&cursor=${cursor}` : '?limit=2'
      const { json } = await anna.send('GET', `/account/security-log${query}`)
      assert.ok(json.items.length <= 2)
      kinds.push(...json.items)
      cursor = json.next_cursor
    } while (cursor)
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['sign_in.failed', 'sign_in.succeeded', 'email.verified', 'account.created'],
    )
    assert.deepEqual(
      [kinds[0].client_address, kinds[0].device],
      ['203.0.113.200', 'Firefox on Linux'],
    )
    const broken = await anna.send('GET', '/account/security-log?cursor=nonsense')
    assert.equal(broken.status, 422)
    const eve = await test.member('eve-log@example.org')
    assert.equal((await eve.send('GET', '/account/security-log')).json.items.length, 3)
  })
})

describe('people', () => {
  it('are made for other modules, once for an address', async () => {
    const { services } = test.app
    const { db } = services
    const input = {
      name: 'Tom',
      email: 'Tom@Example.org',
      emailVerified: true,
      origin: 'scim',
    } as const
    const make = () => db.systemTransaction((tx) => createUser({ services, tx, input }))
    const results = await Promise.allSettled([make(), make(), make()])
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    const found = await db.systemTransaction((tx) => findUserByEmail(tx, 'TOM@example.org'))
    assert.deepEqual([found?.email, found?.emailVerified], ['tom@example.org', true])
    assert.equal(await db.systemTransaction((tx) => findUserByEmail(tx, 'x@example.org')), null)
    const got = await db.systemTransaction((tx) => getUsers(tx, [found!.id, 'usr_none']))
    assert.deepEqual(
      got.map(({ name }) => name),
      ['Tom'],
    )
  })

  it('leave with all that is theirs, unless something has to be done first', async () => {
    const anna = await test.member('leaving@example.org')
    const userId = await idOf(anna)
    await anna.send('POST', '/auth/password/forgot', { email: 'leaving@example.org' })
    const left: string[] = []
    let isSoleOwner = true
    const tenancy = defineModule({
      name: 'owners',
      contributions: [
        userLeaving.contribute(async (args) => {
          left.push(args.userId)
          const code = { code: 'sole_owner', message: 'Hand it over first.' }
          if (isSoleOwner) throw new ConflictError(code)
        }),
      ],
    })
    const { services } = appWith(test, tenancy)
    await assert.rejects(deleteUser({ services, input: { userId } }), ConflictError)
    assert.equal(await system().$count(users, eq(users.id, userId)), 1)
    isSoleOwner = false
    await deleteUser({ services, input: { userId } })
    for (const table of [sessions, credentials, accountEvents]) {
      assert.equal(await system().$count(table, eq(table.userId, userId)), 0)
    }
    const promises = await system().select().from(verifications)
    assert.ok(promises.every(({ value }) => !value.includes(userId)))
    await assert.rejects(deleteUser({ services, input: { userId } }), /no person/)
    assert.deepEqual(left, [userId, userId])
  })

  it('do not see each other across workspaces, nor any secret of each other', async () => {
    const { db } = test.app.services
    const { workspaceId } = await test.addWorkspace()
    const seen = await db.tenant(workspaceId, async (tx) => ({
      people: await tx.$count(users),
      sessions: await tx.$count(sessions),
      credentials: await tx.$count(credentials),
      throttles: await tx.$count(throttles),
    }))
    assert.deepEqual(seen, { people: 0, sessions: 0, credentials: 0, throttles: 0 })
  })
})

describe('sweeping', () => {
  it('forgets what is over, and nothing else', async () => {
    const anna = await test.member('swept@example.org')
    const userId = await idOf(anna)
    const past = new Date(Date.now() - 500 * 86_400_000)
    const { cookies } = await startSession({
      services: test.app.services,
      input: { userId, method: 'x' },
    })
    const headers = new Headers({ cookie: cookies[0]!.split(';')[0]! })
    const over = (await currentSessionId({ services: test.app.services, headers }))!
    await system().update(sessions).set({ expiresAt: past }).where(eq(sessions.id, over))
    await system()
      .update(accountEvents)
      .set({ createdAt: past })
      .where(eq(accountEvents.method, 'x'))
    await system()
      .insert(verifications)
      .values({ id: newId('ver'), identifier: 'x', value: 'x', expiresAt: past })
    await system()
      .insert(throttles)
      .values({ key: 'x', attempts: 1, allowedAt: past, updatedAt: past })
    await sweepAccounts(test.app.services)
    assert.equal(await system().$count(sessions, eq(sessions.userId, userId)), 1)
    assert.equal(await system().$count(accountEvents, eq(accountEvents.method, 'x')), 0)
    assert.equal(await system().$count(verifications, eq(verifications.identifier, 'x')), 0)
    assert.equal(await system().$count(throttles, eq(throttles.key, 'x')), 0)
    assert.equal((await anna.send('GET', '/account')).status, 200)
  })
})
