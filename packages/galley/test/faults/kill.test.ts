import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import {
  answered,
  asked,
  assertEndured,
  atOnce,
  CALLS,
  describeDeaths,
  endure,
  isOver,
  logged,
  readArticle,
  SECTIONS,
  startJob,
} from './endurance.ts'
import type { Moment } from './endurance.ts'
import { createHttpClient } from './http-client.ts'
import { talkAbout } from './plain-writer.ts'
import { startServer, startWorker } from './processes.ts'
import type { RunningProcess } from './processes.ts'
import { budgetOf, jobOf, openStage, requestsAbout, until, usageOf } from './stage.ts'
import type { Stage } from './stage.ts'

/** More rounds of everything, for a long run: `GALLEY_FAULT_ROUNDS=20`. */
const rounds = Number(process.env.GALLEY_FAULT_ROUNDS ?? 0)
const seed = Number(process.env.GALLEY_FAULT_SEED ?? randomInt(1_000_000))

const duringCalls: Moment[] = [
  atOnce,
  asked('outline'),
  logged('job.step_succeeded outline'),
  asked('chapters', SECTIONS),
  logged('job.step_succeeded chapters'),
  asked('citations'),
  logged('job.step_succeeded blog.compose'),
]
const afterCalls: Moment[] = [
  answered('outline'),
  answered('chapters'),
  logged('job.step_succeeded seo'),
  logged('job.step_succeeded citations', SECTIONS + 1),
  logged('document.'),
]

describe('the main job when processes are killed', () => {
  let stage: Stage
  let key: string
  let undisturbed: string
  /** Alive now, newest last. */
  let server: RunningProcess
  const started: RunningProcess[] = []

  async function restartServer(role: 'all' | 'http'): Promise<RunningProcess> {
    server = await startServer({ ...stage.environment, GALLEY_ROLE: role })
    started.push(server)
    return server
  }

  before(async () => {
    stage = await openStage(150)
    await restartServer('all')
    key = /GALLEY_API_KEY=(\S+)/.exec(server.output())![1]!
    const client = createHttpClient(stage.port, key)
    const jobId = await startJob(client, 'quiet')
    const job = await client.finish(jobId)
    assert.equal(job.json.status, 'succeeded', job.text)
    assert.equal(requestsAbout(stage.models, 'quiet').length, CALLS)
    assert.equal((await usageOf(stage.database, jobId)).length, CALLS)
    undisturbed = await readArticle(client, jobId, 'quiet')
  })
  after(async () => {
    await Promise.all(started.map((process) => process.kill()))
    await stage.close()
  })

  async function killServers(word: string, moments: readonly Moment[]) {
    const from = started.length
    const endured = await endure(stage, key, word, moments, async () => () => {
      const dead = server.kill()
      return { dead, replaced: dead.then(() => restartServer('all')) }
    })
    assert.equal(endured.deaths.length, moments.length, 'every kill happened')
    await assertEndured(stage, endured, undisturbed)
    return describeDeaths(endured, started.slice(from))
  }

  it('survives kill -9 of the whole server around model calls', async (test) => {
    test.diagnostic(await killServers('storm', duringCalls))
    if (rounds > 0) test.diagnostic(await killServers('gusts', afterCalls))
  })

  it('leaves the budget of a killed call to the one that repeats it', async () => {
    const client = createHttpClient(stage.port, key)
    const source = await client.call('POST', '/sources', { text: talkAbout('thrifty') })
    // Room for one outline at its highest price, and not for two.
    const input = { source_ids: [source.json.id], sections: 1, budget: 25_000 }
    const { json } = await client.call('POST', '/pipelines/generate_blog', input)
    await until(() => requestsAbout(stage.models, 'thrifty').length > 0)
    await server.kill()
    await restartServer('all')
    const job = await client.finish(json.job_id)
    assert.equal(job.json.status, 'succeeded', job.text)
    const { reserved, spent } = await budgetOf(stage.database, json.job_id)
    assert.equal(reserved, 0)
    assert.ok(spent <= 25_000)
  })

  it('gives the same job for the same key over a kill of the server', async () => {
    const client = createHttpClient(stage.port, key)
    const source = await client.call('POST', '/sources', { text: 'The plain words of a source.' })
    const input = { source_ids: [source.json.id], run_at: '2099-01-01T00:00:00Z' }
    const headers = { 'idempotency-key': 'the same' }
    const first = await client.call('POST', '/pipelines/generate_blog', input, headers)
    assert.equal(first.status, 202, first.text)
    await server.kill()
    await restartServer('all')
    const second = await client.call('POST', '/pipelines/generate_blog', input, headers)
    assert.equal(second.status, 202, second.text)
    assert.equal(second.json.job_id, first.json.job_id)
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    const other = await client.call(
      'POST',
      '/pipelines/generate_blog',
      { ...input, sections: 2 },
      headers,
    )
    assert.equal(other.status, 422, other.text)
    await client.call('POST', `/jobs/${first.json.job_id}/cancel`)
  })

  it('survives kill -9 of the worker that has it, with another one beside it', async (test) => {
    await server.stop()
    await restartServer('http')
    const workers = new Map<string, RunningProcess>()
    const from = started.length
    const addWorker = async () => {
      const worker = await startWorker(stage.environment)
      started.push(worker)
      workers.set(/Worker (\S+) is ready/.exec(worker.output())![1]!, worker)
    }
    await Promise.all([addWorker(), addWorker()])
    const coming: Promise<void>[] = []

    async function killWorkers(word: string, moments: readonly Moment[]) {
      const endured = await endure(stage, key, word, moments, async (jobId) => {
        for (;;) {
          const { owner, status } = await jobOf(stage.database, jobId)
          if (isOver(status)) return null
          const worker = workers.get(owner ?? '') // or the one before it is only being buried
          if (!worker) continue
          return () => {
            workers.delete(owner!)
            const dead = worker.kill()
            coming.push(dead.then(addWorker))
            return { dead, replaced: dead } // the other one does not wait for it either
          }
        }
      })
      await Promise.all(coming)
      await assertEndured(stage, endured, undisturbed)
      test.diagnostic(describeDeaths(endured, started.slice(from)))
      return endured
    }
    const { deaths } = await killWorkers('raven', afterCalls)
    assert.equal(deaths.length, afterCalls.length, 'every kill happened')
    if (rounds > 0) await killWorkers('robin', duringCalls.slice(1))

    test.diagnostic(`random kills with seed ${seed} (GALLEY_FAULT_SEED)`)
    const random = randomFrom(seed)
    for (let round = 0; round <= rounds; round += 1) {
      const word = `r${String(round).padStart(4, '0')}`
      const endured = await killWorkers(word, randomMoments(random, 3))
      assert.ok(endured.deaths.length > 0)
    }
  })
})

/** Each a while after some step more is done: so there is progress between any two. */
function randomMoments(random: () => number, count: number): Moment[] {
  let done = 0
  return Array.from({ length: count }, () => {
    const dueAfter = (done += 1 + Math.floor(random() * 2))
    const delayMs = random() * 100
    let since: number | undefined
    return {
      name: `${Math.round(delayMs)} ms after ${dueAfter} steps`,
      isDue({ facts }) {
        const steps = facts.filter((fact) => fact.startsWith('job.step_succeeded')).length
        if (steps >= dueAfter) since ??= performance.now()
        return since !== undefined && performance.now() - since >= delayMs
      },
    }
  })
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
