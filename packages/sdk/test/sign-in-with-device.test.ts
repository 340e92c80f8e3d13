import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createPerson, join } from '../../galley/test/people.ts'
import type { Person } from '../../galley/test/people.ts'
import { createTestApp } from '../../galley/test/test-app.ts'
import type { TestApp } from '../../galley/test/test-app.ts'
import { ApiError, ConnectionError, signInWithDevice } from '../src/index.ts'
import type { DeviceCode, DeviceSignInOptions } from '../src/index.ts'
import { serve } from './serve.ts'
import type { Served } from './serve.ts'

describe('signing in with a device', () => {
  let test: TestApp
  let served: Served
  let anna: Person
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    served = await serve(test)
    anna = await createPerson(test)
    await join(test, anna, test.workspaceId, 'editor')
  })
  after(async () => {
    await served?.stop()
    await test?.close()
  })
  beforeEach(() => {
    served.interfere = () => null
    served.requests.length = 0
  })

  /** The same server, which lets programs ask again at once. */
  const hasty: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (!String(input).endsWith('/device/code') || !answer.ok) return answer
    return Response.json({ ...((await answer.json()) as object), interval: 0.02 })
  }
  const signIn = (
    onCode: (code: DeviceCode) => unknown,
    options: Partial<DeviceSignInOptions> = {},
  ) =>
    signInWithDevice({
      server: `${served.url}/`,
      clientName: 'a test',
      fetch: hasty,
      onCode: async (code) => void (await onCode(code)),
      ...options,
    })
  const decide = (decision: 'approve' | 'deny', { userCode }: DeviceCode) =>
    anna.call('POST', `/auth/device/${decision}`, {
      user_code: userCode,
      ...(decision === 'approve' && { workspace: test.workspaceId }),
    })

  it('shows a code, waits, and answers a key that works', async () => {
    let shown: DeviceCode | undefined
    const { apiKey, keyId, workspaceId } = await signIn(async (code) => {
      shown = code
      assert.equal((await decide('approve', code)).status, 204)
    })
    assert.match(
      shown!.verificationUriComplete,
      new RegExp(`/device\\?user_code=${shown!.userCode}$`),
    )
    assert.ok(shown!.expiresAt.getTime() > Date.now())
    assert.equal(workspaceId, test.workspaceId)
    const headers = { authorization: `Bearer ${apiKey}` }
    const me = await test.call('GET', '/whoami', undefined, headers)
    assert.deepEqual([me.json.user.id, me.json.key.id], [anna.userId, keyId])
  })

  it('waits on while nobody decides, and over servers that are away or overrun', async () => {
    const troubles = [
      () => 'cut' as const,
      () => Response.json({ code: 'internal' }, { status: 500 }),
      () =>
        Response.json({ code: 'rate_limited' }, { status: 429, headers: { 'retry-after': '0' } }),
      () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
      () => Response.json({ code: 'authorization_pending' }, { status: 400 }),
      () => Response.json({ code: 'slow_down', details: { interval: 0.01 } }, { status: 400 }),
    ]
    const { apiKey } = await signIn(async (code) => {
      await decide('approve', code)
      served.interfere = () => troubles.shift()?.() ?? null
    })
    assert.match(apiKey, /^galley_sk_/)
    assert.equal(troubles.length, 0)
  })

  it('throws what is an answer: a refusal, and that time is up', async () => {
    const coded = (code: string) => (error: unknown) =>
      error instanceof ApiError && error.code === code
    await assert.rejects(
      signIn((code) => decide('deny', code)),
      coded('access_denied'),
    )
    const late = signIn(() => {
      served.interfere = () => Response.json({ code: 'expired_token' }, { status: 400 })
    })
    await assert.rejects(late, coded('expired_token'))
  })

  it('stops when it is told to, and says when nobody is there', async () => {
    const stop = new AbortController()
    const waiting = signIn(() => setTimeout(() => stop.abort(new Error('enough')), 30), {
      signal: stop.signal,
    })
    await assert.rejects(waiting, { message: 'enough' })
    const nobody = signIn(() => undefined, { server: 'http://127.0.0.1:9' })
    await assert.rejects(nobody, ConnectionError)
  })
})
