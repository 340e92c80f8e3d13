import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { createListener } from './listener.ts'
import type { Listener } from './listener.ts'
import { createTestDatabase } from './testing.ts'
import type { TestDatabase } from './testing.ts'

const NAME = 'galley-listener-test'

describe('listener', () => {
  let test: TestDatabase
  let listener: Listener
  const errors: Error[] = []
  before(async () => {
    test = await createTestDatabase()
    const config = { connectionString: test.url, application_name: NAME }
    listener = createListener(config, (error) => errors.push(error))
  })
  after(async () => {
    await listener.close()
    await test.close()
  })

  const notify = (channel: string, payload: string) =>
    test.db.system.$client.query('select pg_notify($1, $2)', [channel, payload])
  const connections = async () => {
    const query = 'select pid from pg_stat_activity where application_name = $1'
    return (await test.db.system.$client.query<{ pid: number }>(query, [NAME])).rows
  }

  it('listens from the moment that listen() resolves, also for those who ask in the same moment', async () => {
    const heard: string[] = []
    const done = Promise.withResolvers<void>()
    const hear = (name: string) => (payload: string | null) => {
      heard.push(`${name} ${payload}`)
      if (heard.length === 40) done.resolve()
    }
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => listener.listen('same', hear(`${index}`))),
    )
    await notify('same', 'hello')
    await done.promise
    assert.equal(new Set(heard).size, 40)
    assert.equal((await connections()).length, 1)
  })

  it('forgets a handler that was taken out, and keeps one connection for any number of them', async () => {
    let calls = 0
    for (let round = 0; round < 50; round += 1) {
      const stop = await listener.listen('often', () => (calls += 1))
      await stop()
    }
    const heard = Promise.withResolvers<string | null>()
    await listener.listen('often', heard.resolve)
    await notify('often', 'x')
    assert.equal(await heard.promise, 'x')
    assert.equal(calls, 0)
    assert.equal((await connections()).length, 1)
  })

  it('comes back after its connection was cut, on one connection, and says so', async () => {
    const heard: (string | null)[] = []
    const back = Promise.withResolvers<void>()
    const again = Promise.withResolvers<void>()
    await listener.listen('cut', (payload) => {
      heard.push(payload)
      if (payload === null) back.resolve()
      else again.resolve()
    })
    const [first] = await connections()
    await test.db.system.$client.query('select pg_terminate_backend($1)', [first!.pid])
    await back.promise
    await notify('cut', 'again')
    await again.promise
    assert.deepEqual(heard, [null, 'again'])
    assert.equal((await connections()).length, 1)
    assert.ok(errors.length > 0)
  })

  it('makes one attempt at a time while the database is away, and closes while it tries', async () => {
    let attempts = 0
    const away = createListener({ host: '127.0.0.1', port: 1 }, () => (attempts += 1))
    const asked = Array.from({ length: 20 }, () => away.listen('x', () => undefined))
    await Promise.all(asked) // it does not reject: a doorbell that is late costs only time
    assert.equal(attempts, 1)
    await away.close()
  })

  it('closes while it connects', async () => {
    const config = { connectionString: test.url, application_name: `${NAME}-short` }
    const short = createListener(config, () => undefined)
    const asked = short.listen('x', () => undefined).catch(() => undefined)
    await short.close()
    await asked
    const client = new pg.Client({ connectionString: test.url })
    await client.connect()
    const left = 'select 1 from pg_stat_activity where application_name = $1'
    assert.equal((await client.query(left, [`${NAME}-short`])).rowCount, 0)
    await client.end()
  })
})
