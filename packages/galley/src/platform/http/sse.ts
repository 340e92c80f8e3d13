import { and, asc, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { withTransaction } from '../event.ts'
import { events } from '../events/tables.ts'
import { eventHubOf } from './event-hub.ts'
import type { EventHub } from './event-hub.ts'
import { snakeKeys } from './problem.ts'
import type { RouteRequest } from './route.ts'
import { watchStreamAccess } from './stream-access.ts'

export interface EventStreamOptions {
  ctx: Context
  request: Pick<RouteRequest, 'headers' | 'url' | 'reauthenticate'>
  /** Only this job's events; the stream ends with the job. */
  jobId?: string
  /** Where to start when the client names nothing: events behind this number. Absent: from now. */
  after?: number
  hub?: EventHub
  /** Time between signs of life, in milliseconds. Default 15 s. */
  keepAliveMs?: number
  /** Longest life of one connection; the client resumes, with its credentials checked again. */
  maximumMs?: number
}

type EventRow = typeof events.$inferSelect

const BATCH = 100
const TERMINAL: ReadonlySet<string> = new Set(['job.succeeded', 'job.failed', 'job.cancelled'])

/**
 * Events as server-sent events, in order, without gap and without repeat: `id` is the event's
 * number in its workspace, `Last-Event-ID` (or `?after=`) resumes behind it. The log is the truth;
 * notifications only say when to read on. A slow client is simply read for more slowly. Whoever may
 * not read any more is told why by a last event, `session.revoked`.
 *
 * @example
 * handle: ({ ctx, request }) => eventStream({ ctx, request, jobId: input.jobId })
 */
export async function eventStream(options: EventStreamOptions): Promise<Response> {
  const { ctx, request, jobId } = options
  const start = readPosition(request) ?? options.after ?? (await lastNumber(ctx))
  // A finished job has nothing more to tell: 204 stops an EventSource from coming back for ever.
  if (jobId !== undefined && (await isOver(ctx, jobId, start))) {
    return new Response(null, { status: 204 })
  }
  const source = await openSource(options, start)
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>(
    {
      // The place to resume from is known before the first event, should the stream be cut by then.
      start: (controller) => controller.enqueue(encoder.encode(`id: ${start}\nretry: 1000\n\n`)),
      async pull(controller) {
        const text = await source.next()
        if (text === null) controller.close()
        else controller.enqueue(encoder.encode(text))
      },
      cancel: () => source.close(),
    },
    { highWaterMark: 1 },
  )
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // or nginx collects before it forwards
    },
  })
}

interface Source {
  /** The next piece of the stream as text; null at its end. */
  next(): Promise<string | null>
  close(): void
}

async function openSource(options: EventStreamOptions, start: number): Promise<Source> {
  const { ctx, jobId, keepAliveMs = 15_000, maximumMs = 30 * 60_000 } = options
  const hub = options.hub ?? eventHubOf(ctx.db)
  const endsAt = Date.now() + maximumMs
  let position = start
  let lastType = ''
  let isClosed = false
  let isOver = false
  let isDirty = true
  let wakeUp: () => void = () => undefined

  // Before the first read, so that nothing can be committed unseen between the two.
  const unsubscribe = await hub.subscribe(ctx.workspaceId, () => {
    isDirty = true
    wakeUp()
  })
  const access = await watchStreamAccess({
    ctx,
    request: options.request,
    hub,
    wake: () => wakeUp(),
  }).catch((error: unknown) => {
    unsubscribe()
    throw error
  })
  const close = () => {
    isClosed = true
    unsubscribe()
    access.close()
    ctx.signal.removeEventListener('abort', close)
    wakeUp()
  }
  ctx.signal.addEventListener('abort', close)
  if (ctx.signal.aborted) close()

  async function readOn(): Promise<string | null> {
    isDirty = false
    const rows = await readEvents(ctx, position, jobId)
    lastType = rows.at(-1)?.type ?? lastType
    position = rows.at(-1)?.seq ?? position
    if (rows.length === BATCH) isDirty = true // there may be more, even behind the job's end
    else isOver = jobId !== undefined && TERMINAL.has(lastType)
    return rows.length > 0 && !isClosed ? rows.map(eventText).join('') : null
  }

  /** True when something happened, false after a quiet while. */
  const wait = () =>
    new Promise<boolean>((resolve) => {
      const now = Date.now()
      const quietMs = Math.min(keepAliveMs, endsAt - now)
      const askMs = access.dueAt - now
      const timer = setTimeout(() => resolve(askMs < quietMs), Math.min(quietMs, askMs))
      wakeUp = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })

  async function next(): Promise<string | null> {
    while (!isClosed && !isOver && Date.now() < endsAt) {
      if (access.dueAt <= Date.now()) {
        const verdict = await access.ask()
        if (verdict.kind === 'same') continue
        close()
        // With other rights it goes on when the client comes back.
        return verdict.kind === 'revoked' ? farewell(ctx, verdict.reason) : null
      }
      // Nothing is told to whom it may be no business of any more.
      if (isDirty && access.dueAt === Number.POSITIVE_INFINITY) {
        const text = await readOn()
        if (text !== null) return text
        continue
      }
      if (await wait()) continue
      isDirty = true // look now and then, whether or not a notification came
      access.suspect()
      return ': still here\n\n'
    }
    close()
    return null
  }

  return {
    close,
    next: () =>
      next().catch((error: unknown) => {
        close()
        throw error
      }),
  }
}

function readPosition({ headers, url }: Pick<RouteRequest, 'headers' | 'url'>): number | null {
  for (const text of [headers.get('last-event-id'), url.searchParams.get('after')]) {
    if (text !== null && /^\d{1,15}$/.test(text)) return Number(text)
  }
  return null
}

/** Of the workspace, and for everybody or for whoever reads. */
const inScope = (ctx: Context, jobId: string | undefined) =>
  and(
    eq(events.workspaceId, ctx.workspaceId),
    or(isNull(events.recipient), eq(events.recipient, ctx.actor.id)),
    jobId === undefined ? undefined : eq(events.jobId, jobId),
  )

function readEvents(ctx: Context, after: number, jobId: string | undefined): Promise<EventRow[]> {
  return withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(events)
      .where(and(inScope(ctx, jobId), gt(events.seq, after)))
      .orderBy(asc(events.seq))
      .limit(BATCH),
  )
}

function readLast(ctx: Context, jobId: string | undefined): Promise<EventRow | undefined> {
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(events)
      .where(inScope(ctx, jobId))
      .orderBy(desc(events.seq))
      .limit(1)
    return rows[0]
  })
}

const lastNumber = async (ctx: Context) => (await readLast(ctx, undefined))?.seq ?? 0

async function isOver(ctx: Context, jobId: string, after: number): Promise<boolean> {
  const last = await readLast(ctx, jobId)
  return last !== undefined && last.seq <= after && TERMINAL.has(last.type)
}

function eventText(event: EventRow): string {
  const { seq, type, at, subject, jobId, actor, data } = event
  const wire = { type, at, subject, job_id: jobId, actor, data: snakeKeys(data) }
  return `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify(wire)}\n\n`
}

/** Without a number: it is no event of the workspace, and nothing to resume behind. */
function farewell({ actor }: Context, reason: string): string {
  const type = 'session.revoked'
  const at = new Date().toISOString()
  const wire = { type, at, subject: actor.id, job_id: null, actor, data: { reason } }
  return `event: ${type}\ndata: ${JSON.stringify(wire)}\n\n`
}
