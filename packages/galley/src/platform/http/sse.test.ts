import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import { defineEvent, emit, withTransaction } from '../event.ts'
import { newId } from '../id.ts'
import { createEventHub } from './event-hub.ts'
import { eventStream } from './sse.ts'
import type { EventStreamOptions } from './sse.ts'

const noteWritten = defineEvent({
  type: 'note.written',
  summary: '',
  data: z.object({ noteNumber: z.int() }),
})
const jobDone = defineEvent({ type: 'job.succeeded', summary: '', data: z.object({}) })
const jobFailed = defineEvent({ type: 'job.failed', summary: '', data: z.object({}) })

let database: TestDatabase
before(async () => {
  database = await createTestDatabase({ poolSize: 20 })
})
after(() => database.close())

function makeContext(
  workspaceId: string = newId('ws'),
  jobId?: string,
  signal?: AbortSignal,
): Context {
  return {
    db: database.db,
    workspaceId,
    actor: { kind: 'system', id: 'test' },
    signal: signal ?? new AbortController().signal,
    step: jobId === undefined ? undefined : { jobId },
  } as unknown as Context
}

const write = (ctx: Context, noteNumber: number, pause = 0) =>
  withTransaction(ctx, async (tx) => {
    emit(tx, ctx, noteWritten, `note_${noteNumber}`, { noteNumber })
    if (pause > 0) await tx.execute(sql`select pg_sleep(${pause / 1000})`)
  })

/** Takes its number early and commits late: what a careless writer would do. */
const writeLate = (ctx: Context, noteNumber: number, pause: number) =>
  withTransaction(ctx, async (tx) => {
    const event = {
      type: 'note.written',
      subject: `note_${noteNumber}`,
      actor: ctx.actor,
      jobId: null,
      data: { noteNumber },
    }
    const list = JSON.stringify([event])
    await tx.execute(sql`select galley.append_events(${ctx.workspaceId}, ${list}::jsonb)`)
    await tx.execute(sql`select pg_sleep(${pause / 1000})`)
  })

const open = (ctx: Context, lastEventId: number | null, more: Partial<EventStreamOptions> = {}) =>
  eventStream({
    ctx,
    request: {
      headers: new Headers(lastEventId === null ? {} : { 'last-event-id': String(lastEventId) }),
      url: new URL('http://localhost/events'),
    },
    ...more,
  })

interface Message {
  id: number
  event: string
  data: Record<string, unknown>
}

/** Reads messages until `count` of them or the end, then lets go of the connection. */
async function readMessages(response: Response, count: number): Promise<Message[]> {
  const messages: Message[] = []
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (messages.length < count) {
    const { done, value } = await reader.read()
    if (done) break
    text += value
    for (
      let end = text.indexOf('\n\n');
      end >= 0 && messages.length < count;
      end = text.indexOf('\n\n')
    ) {
      const message = /^id: (\d+)\nevent: (.+)\ndata: (.+)$/.exec(text.slice(0, end))
      if (message)
        messages.push({ id: Number(message[1]), event: message[2]!, data: JSON.parse(message[3]!) })
      text = text.slice(end + 2)
    }
  }
  await reader.cancel()
  return messages
}

test('a message carries number, type and wire JSON', async () => {
  const ctx = makeContext()
  await write(ctx, 1)
  const response = await open(ctx, null, { after: 0 })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  const [message] = await readMessages(response, 1)
  const { at, ...data } = message!.data
  assert.equal(message!.id, 1)
  assert.equal(message!.event, 'note.written')
  assert.match(String(at), /^\d{4}-.*Z$/)
  assert.deepEqual(data, {
    type: 'note.written',
    subject: 'note_1',
    job_id: null,
    actor: { kind: 'system', id: 'test' },
    data: { note_number: 1 },
  })
})

test('no gap and no repeat across 100 cuts while writers commit out of order', async () => {
  const ctx = makeContext()
  const total = 400
  let number = 0
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    while (number < total) {
      number += 1
      const pause = (number * 7 + writer * 3) % 5
      await (pause === 4 ? writeLate(ctx, number, 2) : write(ctx, number, pause))
    }
  })
  const seen: Message[] = []
  let cuts = 0
  while (cuts < 100 || seen.length < total) {
    const last = seen.at(-1)?.id ?? 0
    const wanted = Math.min(1 + Math.floor(Math.random() * 3), total - seen.length)
    if (wanted === 0) break
    seen.push(...(await readMessages(await open(ctx, last), wanted)))
    cuts += 1
  }
  await Promise.all(writers)
  const rest = number - seen.length
  if (rest > 0) seen.push(...(await readMessages(await open(ctx, seen.at(-1)!.id), rest)))
  assert.deepEqual(
    seen.map(({ id }) => id),
    Array.from({ length: number }, (_, index) => index + 1),
  )
  assert.equal(new Set(seen.map(({ data }) => data.subject)).size, number)
  assert.ok(cuts >= 100, `only ${cuts} cuts`)
})

test('a stream of one job ends with the job, and a finished one is 204', async () => {
  const workspaceId = newId('ws')
  const mine = makeContext(workspaceId, 'job_mine')
  const other = makeContext(workspaceId, 'job_other')
  await write(other, 1)
  await write(mine, 2)
  const reading = readMessages(await open(mine, null, { jobId: 'job_mine', after: 0 }), 100)
  const finish = (event: typeof jobDone) =>
    withTransaction(mine, async (tx) => emit(tx, mine, event, 'job_mine', {}))
  await write(other, 3)
  await finish(jobDone)
  assert.deepEqual(
    (await reading).map(({ event }) => event),
    ['note.written', 'job.succeeded'],
  )
  assert.equal((await open(mine, 4, { jobId: 'job_mine' })).status, 204)
  assert.equal((await readMessages(await open(mine, 3, { jobId: 'job_mine' }), 5)).length, 1)
  // It was put back in line: the earlier end is not the end.
  await write(mine, 5)
  await finish(jobFailed)
  const whole = await readMessages(await open(mine, 2, { jobId: 'job_mine' }), 100)
  assert.deepEqual(
    whole.map(({ event }) => event),
    ['job.succeeded', 'note.written', 'job.failed'],
  )
})

test('a job whose end is the last event of a full batch ends too', async () => {
  const ctx = makeContext(undefined, 'job_long')
  await withTransaction(ctx, async (tx) => {
    for (let number = 1; number < 100; number++)
      emit(tx, ctx, noteWritten, 'note', { noteNumber: number })
    emit(tx, ctx, jobDone, 'job_long', {})
  })
  assert.equal((await readMessages(await open(ctx, 0, { jobId: 'job_long' }), 1000)).length, 100)
})

test('one workspace never sees another', async () => {
  const [a, b] = [makeContext(), makeContext()]
  await write(a, 1)
  const reading = readMessages(await open(b, 0), 1)
  await write(a, 2)
  await write(b, 7)
  assert.deepEqual(
    (await reading).map(({ data }) => data.subject),
    ['note_7'],
  )
})

test('without a position a stream starts with what comes next', async () => {
  const ctx = makeContext()
  await write(ctx, 1)
  const response = await open(ctx, null)
  await write(ctx, 2)
  assert.deepEqual(
    (await readMessages(response, 1)).map(({ data }) => data.subject),
    ['note_2'],
  )
})

test('a quiet stream shows signs of life, reads on without a notification, and ends in time', async () => {
  const ctx = makeContext()
  const deaf = createEventHub({ listen: async () => async () => undefined })
  const response = await open(ctx, 0, { hub: deaf, keepAliveMs: 20, maximumMs: 400 })
  await write(ctx, 1)
  const text = await response.text()
  assert.match(text, /: still here\n\n/)
  assert.match(text, /id: 1\n/)
})

test('a client that goes away frees its place', async () => {
  const server = createServer()
  const gone = Promise.withResolvers<void>()
  const hub = createEventHub(database.db)
  const watched: typeof hub = {
    ...hub,
    async subscribe(workspaceId, wake) {
      const unsubscribe = await hub.subscribe(workspaceId, wake)
      return () => {
        unsubscribe()
        gone.resolve()
      }
    },
  }
  const workspaceId = newId('ws')
  server.on(
    'request',
    getRequestListener((request) =>
      open(makeContext(workspaceId, undefined, request.signal), 0, { hub: watched }),
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const abort = new AbortController()
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/`, { signal: abort.signal })
  const reader = response.body!.getReader()
  await reader.read()
  abort.abort()
  await reader.read().catch(() => undefined)
  await gone.promise
  server.closeAllConnections()
  server.close()
})
