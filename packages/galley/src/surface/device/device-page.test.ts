import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'

let test: TestApp
before(async () => {
  test = await createTestApp({ hasWorker: false })
})
after(() => test.close())

const ours = { 'sec-fetch-site': 'same-origin' }

async function visit(
  path: string,
  {
    cookie = '',
    form,
    headers = ours,
  }: {
    cookie?: string
    form?: Record<string, string>
    headers?: Record<string, string>
  } = {},
) {
  const response = await test.app.fetch(
    new Request(`http://localhost:3000${path}`, {
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      headers: { ...(cookie && { cookie }), ...(form && headers) },
    }),
  )
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const start = async () =>
  (await test.call('POST', '/auth/device/code', { client_name: 'cli <b>&"' })).json as {
    user_code: string
    device_code: string
  }
const poll = ({ device_code }: { device_code: string }) =>
  test.call('POST', '/auth/device/token', { device_code })
const decide = (grant: { user_code: string }, decision: string, workspace = test.workspaceId) => ({
  action: 'decide',
  user_code: grant.user_code,
  decision,
  workspace,
})

async function member(): Promise<Person> {
  const person = await createPerson(test)
  await join(test, person, test.workspaceId, 'editor')
  return person
}

describe('the page where a person lets a program in', () => {
  it('shows what asks, without script, and lets it in', async () => {
    const anna = await member()
    const grant = await start()
    const page = await visit(`/device?user_code=${grant.user_code}`, { cookie: anna.cookie })
    assert.equal(page.status, 200)
    assert.match(page.text, /cli &lt;b&gt;&amp;&quot;/)
    assert.match(page.text, new RegExp(`<option value="${test.workspaceId}">Test`))
    assert.doesNotMatch(page.text, /<script|style="|onclick/)
    const policy = page.headers.get('content-security-policy')!
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /form-action 'self'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(page.headers.get('cache-control'), 'no-store')

    const form = decide(grant, 'approve')
    const done = await visit('/device', { cookie: anna.cookie, form })
    assert.match(done.text, /It is in/)
    assert.equal((await poll(grant)).status, 200)
    const again = await visit('/device', { cookie: anna.cookie, form })
    assert.equal(again.status, 409)
  })

  it('refuses it, too', async () => {
    const anna = await member()
    const grant = await start()
    const done = await visit('/device', { cookie: anna.cookie, form: decide(grant, 'deny', '') })
    assert.match(done.text, /It stays out/)
    assert.equal((await poll(grant)).json.code, 'access_denied')
  })

  it('asks for the code, and says when there is none such', async () => {
    const anna = await member()
    assert.match((await visit('/device', { cookie: anna.cookie })).text, /Which program/)
    const wrong = await visit('/device?user_code=BCDF-BCDF', { cookie: anna.cookie })
    assert.equal(wrong.status, 404)
    assert.match(wrong.text, /no sign-in waiting under this code/)
    const hostile = '"><script>alert(1)</script>'
    const page = await visit(`/device?user_code=${encodeURIComponent(hostile)}`)
    assert.doesNotMatch(page.text, /<script/)
  })

  it('takes forms of its own only', async () => {
    const anna = await member()
    const grant = await start()
    const form = decide(grant, 'approve')
    const send = (headers: Record<string, string>) =>
      visit('/device', { cookie: anna.cookie, form, headers })
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ]) {
      assert.equal((await send(headers as Record<string, string>)).status, 403)
    }
    assert.equal((await poll(grant)).json.code, 'authorization_pending')
    assert.equal((await send({ origin: 'http://localhost:3000' })).status, 200)
    const large = await visit('/device', { form: { user_code: 'x'.repeat(20_000) } })
    assert.equal(large.status, 413)
  })

  it('asks who they are, and goes on where they were', async () => {
    const grant = await start()
    const asked = await visit(`/device?user_code=${grant.user_code}`)
    assert.match(asked.text, /Sign in first/)
    assert.match(asked.text, new RegExp(`value="${grant.user_code}"`))
    const signIn = (password: string) => ({
      action: 'sign_in',
      user_code: grant.user_code,
      email: 'dora@example.com',
      password,
    })
    const wrong = await visit('/device', { form: signIn('not her password at all') })
    assert.equal(wrong.status, 401)
    assert.match(wrong.text, /role="alert"/)

    const password = 'seven worms in the garden'
    const signedUp = await test.call('POST', '/auth/sign-up', {
      name: 'Dora',
      email: 'dora@example.com',
      password,
    })
    assert.ok(signedUp.status < 300, signedUp.text)
    const { db } = test.database
    await db.system.execute(
      sql`update galley.users set email_verified = true where email = 'dora@example.com'`,
    )
    const right = await visit('/device', { form: signIn(password) })
    assert.equal(right.status, 303, right.text)
    assert.equal(right.headers.get('location'), `/device?user_code=${grant.user_code}`)
    const cookie = right.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    assert.match(cookie, /galley\.session_token=/)
    const page = await visit(`/device?user_code=${grant.user_code}`, { cookie })
    assert.match(page.text, /Let it in\?/)
  })

  it('does not let anything into a workspace that has to be entered another way', async () => {
    const anna = await member()
    const grant = await start()
    const { db } = test.database
    const enforce = (isOn: boolean) =>
      db.system.execute(
        sql`update galley.workspaces set sso_enforced = ${isOn} where id = ${test.workspaceId}`,
      )
    await enforce(true)
    const done = await visit('/device', { cookie: anna.cookie, form: decide(grant, 'approve') })
    await enforce(false)
    assert.equal(done.status, 403)
    assert.match(done.text, /identity provider/)
    assert.equal((await poll(grant)).json.code, 'authorization_pending')
  })
})
