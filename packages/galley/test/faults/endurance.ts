import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { createHttpClient, followEvents } from './http-client.ts'
import type { Follower, HttpClient } from './http-client.ts'
import { talkAbout } from './plain-writer.ts'
import type { RunningProcess } from './processes.ts'
import {
  budgetOf,
  finishedSteps,
  jobOf,
  loggedEvents,
  requestsAbout,
  sweepNow,
  until,
  usageOf,
} from './stage.ts'
import type { Stage } from './stage.ts'

export const SECTIONS = 3
/** One of the outline, one of the metadata, and for each section one to write and one to check. */
export const CALLS = 2 + 2 * SECTIONS
const BUDGET = 50_000_000

/** When a kill is due, given what can be seen of the job from outside. */
export interface Moment {
  name: string
  isDue(view: View): boolean
}

export interface View {
  /** Since the last kill, by step: asked and not yet answered, or answered. */
  asked: string[]
  answered: string[]
  /** Facts of the log as `type key`. */
  facts: string[]
}

const starts = (list: readonly string[], start: string) =>
  list.filter((entry) => entry.startsWith(start)).length

export const asked = (step: string, count = 1): Moment => ({
  name: `${step} asked`,
  isDue: ({ asked: open, answered: done }) =>
    starts(open, step) > 0 && starts(open, step) + starts(done, step) >= count,
})
export const answered = (step: string, count = 1): Moment => ({
  name: `${step} answered`,
  isDue: (view) => starts(view.answered, step) >= count,
})
export const logged = (fact: string, count = 1): Moment => ({
  name: `${fact} logged`,
  isDue: (view) => starts(view.facts, fact) >= count,
})
export const atOnce: Moment = { name: 'just accepted', isDue: () => true }

/** What was under way when a process died. */
interface Death {
  moment: string
  requestsBefore: number
  finished: Set<string>
  /** Steps that had asked since the kill before, and were not done. */
  cut: Set<string>
}

export interface Endured {
  jobId: string
  word: string
  deaths: Death[]
  follower: Follower
  client: HttpClient
}

/** Starts the main job on a talk of its own. */
export async function startJob(client: HttpClient, word: string): Promise<string> {
  const source = await client.call('POST', '/sources', { text: talkAbout(word) })
  assert.equal(source.status, 201, source.text)
  const input = { source_ids: [source.json.id], sections: SECTIONS, budget: BUDGET }
  const started = await client.call('POST', '/pipelines/generate_blog', input)
  assert.equal(started.status, 202, started.text)
  return started.json.job_id
}

/** Ends the process that has the job, at once, and puts another one in its place. */
export type Kill = () => { dead: Promise<void>; replaced: Promise<unknown> }

/** Runs the main job through a kill at each of the moments, in their order. */
export async function endure(
  stage: Stage,
  key: string,
  word: string,
  moments: readonly Moment[],
  /** Finds out beforehand whom to kill, since the moment is short; null when the job is over. */
  aim: (jobId: string) => Promise<Kill | null>,
): Promise<Endured> {
  const client = createHttpClient(stage.port, key)
  const jobId = await startJob(client, word)
  const follower = followEvents(stage.port, key, jobId)
  const deaths: Death[] = []
  for (const moment of moments) {
    const from = deaths.at(-1)?.requestsBefore ?? 0
    const kill = await aim(jobId)
    if (!kill || !(await reach(stage, jobId, word, from, moment))) break
    await progress(stage, jobId, deaths)
    const { dead, replaced } = kill()
    await dead
    deaths.push(await takeStock(stage, jobId, word, from, moment.name))
    await replaced
  }
  await client.finish(jobId)
  await Promise.race([follower.done, sleep(10_000, undefined, { ref: false })])
  return { jobId, word, deaths, follower, client }
}

/**
 * A third kill in a row without a finished step in between would, rightly, be taken for a job that
 * kills its workers: waits for one when it would come to that.
 */
async function progress(stage: Stage, jobId: string, deaths: readonly Death[]): Promise<void> {
  const [older, newer] = deaths.slice(-2)
  if (!older || !newer || newer.finished.size > older.finished.size) return
  await until(async () => {
    const { status } = await jobOf(stage.database, jobId)
    const { size } = await finishedSteps(stage.database, jobId)
    return size > newer.finished.size || isOver(status)
  })
}

export const isOver = (status: string) => /^(succeeded|failed|cancelled)$/.test(status)

/** True at the moment; false when the job was over before it came. */
async function reach(
  stage: Stage,
  jobId: string,
  word: string,
  from: number,
  moment: Moment,
): Promise<boolean> {
  let facts: string[] = []
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    const { rows } = await stage.database.db.system.execute<{ fact: string }>(
      sql`select type || ' ' || coalesce(data->>'key', '') as fact from galley.events where job_id = ${jobId}`,
    )
    facts = rows.map(({ fact }) => fact)
    isLooking = false
  }
  const stop = await stage.database.db.listen('galley_events', () => void look())
  await look()
  try {
    for (;;) {
      const requests = requestsAbout(stage.models, word).slice(from)
      const steps = (isAnswered: boolean) =>
        requests
          .filter((request) => request.isAnswered === isAnswered && !request.isAbandoned)
          .map(({ step }) => step)
      if (moment.isDue({ asked: steps(false), answered: steps(true), facts })) return true
      if (facts.some((fact) => /^job\.(succeeded|failed|cancelled) /.test(fact))) return false
      await sleep(1)
    }
  } finally {
    await stop()
  }
}

async function takeStock(
  stage: Stage,
  jobId: string,
  word: string,
  from: number,
  moment: string,
): Promise<Death> {
  const requests = requestsAbout(stage.models, word)
  const finished = await finishedSteps(stage.database, jobId)
  const open = requests.slice(from).filter(({ step }) => !finished.has(step))
  const cut = new Set(open.map(({ step }) => step))
  return { moment, requestsBefore: requests.length, finished, cut }
}

/** Everything that the invariant "durable" says, of a job that went through kills. */
export async function assertEndured(stage: Stage, endured: Endured, undisturbed: string) {
  const { jobId, client, follower } = endured
  const job = await client.call('GET', `/jobs/${jobId}`)
  assert.equal(job.json.status, 'succeeded', job.text)
  assertNothingPaidTwice(stage, endured)
  await assertBooks(stage, endured)
  assert.deepEqual(
    follower.events.map(({ id, type }) => `${id} ${type}`),
    (await loggedEvents(stage.database, jobId)).map(({ id, type }) => `${id} ${type}`),
    'the follower saw the log, without gap or repeat',
  )
  const { rows } = await stage.database.db.system.execute<{ count: number }>(
    sql`select count(*)::int as count from galley.documents where origin like ${`${jobId}/%`}`,
  )
  assert.equal(rows[0]!.count, 1, 'one document')
  assert.equal(await readArticle(client, jobId, endured.word), undisturbed)
}

function assertNothingPaidTwice(stage: Stage, { word, deaths }: Endured): void {
  const requests = requestsAbout(stage.models, word)
  for (const { moment, requestsBefore, finished } of deaths) {
    const again = requests.slice(requestsBefore).filter(({ step }) => finished.has(step))
    assert.deepEqual(
      again.map(({ step }) => step),
      [],
      `paid again after "${moment}"`,
    )
  }
  for (const step of new Set(requests.map((request) => request.step))) {
    const sent = requests.filter((request) => request.step === step).length
    const times = deaths.filter(({ cut }) => cut.has(step)).length
    assert.equal(sent, 1 + times, `${step} was sent once, and once more for each kill that cut it`)
  }
}

/** One usage event for each call that lived to its end; what the dead held comes back. */
async function assertBooks(stage: Stage, { jobId, word, deaths }: Endured): Promise<void> {
  const usage = await usageOf(stage.database, jobId)
  const requests = requestsAbout(stage.models, word)
  for (const step of new Set(requests.map((request) => request.step))) {
    const sent = requests.filter((request) => request.step === step).length
    const times = deaths.filter(({ cut }) => cut.has(step)).length
    const booked = usage.filter((row) => row.step === step).length
    assert.ok(booked <= sent && booked >= sent - times, `${step}: ${booked} booked of ${sent} sent`)
  }
  assert.ok(usage.every(({ status, cost }) => status === 'ok' && Number.isInteger(cost)))
  const held = await budgetOf(stage.database, jobId)
  assert.equal(held.limit, BUDGET)
  await sweepNow(stage.database, jobId)
  const { reserved, spent } = await budgetOf(stage.database, jobId)
  assert.equal(reserved, 0)
  assert.equal(
    spent,
    usage.reduce((sum, { cost }) => sum + cost!, 0),
  )
}

/** The article without what differs between any two runs: ids, and the talk's own word. */
export async function readArticle(client: HttpClient, jobId: string, word: string) {
  const job = await client.call('GET', `/jobs/${jobId}`)
  const id: string = job.json.output.document_id
  const document = await client.call('GET', `/documents/${id}`)
  const { content, language, version, title } = document.json
  const ids = new Map<string, string>()
  return JSON.stringify({ content, language, version, title }, null, 1)
    .replaceAll(word, 'WORD')
    .replace(/\b[a-z]{2,5}_[0-9A-Za-z]{26}\b/g, (found) => {
      if (!ids.has(found)) ids.set(found, `id ${ids.size}`)
      return ids.get(found)!
    })
}

/** Adds a line to what the test prints: what each kill met. */
export function describeDeaths(
  { deaths, follower }: Endured,
  processes: readonly RunningProcess[],
) {
  const lines = deaths.map(
    ({ moment, finished, cut }) =>
      `${moment}: ${finished.size} steps done, cut ${[...cut].join(', ') || 'nothing'}`,
  )
  const started = processes.map(({ readyMs }) => `${readyMs} ms`).join(', ')
  return `${lines.join('; ')}. ${follower.connections} streams; starts: ${started}`
}
