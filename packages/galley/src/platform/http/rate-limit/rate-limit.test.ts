import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { createDatabase } from '../../db/index.ts'
import { createTestDatabase } from '../../db/testing.ts'
import type { TestDatabase } from '../../db/testing.ts'
import { newId } from '../../id.ts'
import { createRateLimiter, sweepRateBuckets } from './rate-limit.ts'
import { rateBuckets } from './tables.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.close())

const caller = () => ({ workspaceId: newId('ws'), principal: 'api_key:one' })

test('many processes share one limit and never exceed it', async () => {
  const others = Array.from({ length: 3 }, () => createDatabase({ url: database.url, poolSize: 3 }))
  const limiters = others.map((db) => createRateLimiter(db, 120))
  const who = caller()
  const startedAt = performance.now()
  const decisions = await Promise.all(
    Array.from({ length: 600 }, (_, index) => limiters[index % 3]!.take(who)),
  )
  const seconds = (performance.now() - startedAt) / 1000
  const allowed = decisions.filter(({ retryAfterSeconds }) => retryAfterSeconds === null).length
  assert.ok(allowed <= 120 + Math.ceil(seconds * 2), `${allowed} were allowed`)
  assert.ok(allowed >= 115, `only ${allowed} were allowed`)
  await Promise.all(others.map((db) => db.close()))
})

test('headers say what is left, and a refusal says when to come back', async () => {
  const limiter = createRateLimiter(database.db, 2)
  const who = caller()
  const first = await limiter.take(who)
  assert.equal(first.headers['ratelimit-policy'], '"default";q=2;w=60')
  assert.equal(first.headers.ratelimit, '"default";r=1;t=30')
  await limiter.take(who)
  const third = await limiter.take(who)
  assert.match(third.headers.ratelimit!, /^"default";r=0;t=/)
  assert.ok(third.retryAfterSeconds! >= 29 && third.retryAfterSeconds! <= 30)
  assert.equal((await limiter.take(caller())).retryAfterSeconds, null)
})

test('the bucket fills with time, up to its size', async () => {
  const who = caller()
  const spend = async (times: number) => {
    const limiter = createRateLimiter(database.db, 3)
    let allowed = 0
    for (let index = 0; index < times; index++) {
      if ((await limiter.take(who)).retryAfterSeconds === null) allowed += 1
    }
    return allowed
  }
  const pass = (interval: string) =>
    database.db.system.execute(sql`update galley.rate_buckets set at = at - ${interval}::interval`)
  assert.equal(await spend(5), 3)
  await pass('21 seconds')
  assert.equal(await spend(5), 1)
  await pass('30 minutes')
  assert.equal(await spend(5), 3)
  await pass('2 hours')
  await sweepRateBuckets(database)
  assert.equal((await database.db.system.select().from(rateBuckets)).length, 0)
})

test('0 means no limit; strangers are counted by address', async () => {
  const none = createRateLimiter(database.db, 0)
  assert.deepEqual(await none.take(caller()), { headers: {}, retryAfterSeconds: null })
  const limiter = createRateLimiter(database.db, 2)
  const tries = ['a', 'a', 'a', 'b'].map(
    (address) => limiter.takeAnonymous(address).retryAfterSeconds,
  )
  assert.deepEqual(
    tries.map((wait) => wait === null),
    [true, true, false, true],
  )
})
