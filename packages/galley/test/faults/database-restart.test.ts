import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startModelServer } from '../../fakes/models/index.ts'
import type { ModelServer } from '../../fakes/models/index.ts'
import { CALLS, readArticle, startJob } from './endurance.ts'
import { createHttpClient, followEvents } from './http-client.ts'
import type { HttpClient } from './http-client.ts'
import { writePlainly } from './plain-writer.ts'
import { freePort, startServer } from './processes.ts'
import type { RunningProcess } from './processes.ts'
import { modelEnvironment, requestsAbout, until } from './stage.ts'

describe('the main job when its embedded database dies', () => {
  let folder: string
  let models: ModelServer
  let server: RunningProcess | undefined
  let port: number
  let client: HttpClient
  let undisturbed: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-faults-'))
    models = await startModelServer({ protocol: 'openai', latencyMs: 120, answer: writePlainly })
    port = await freePort()
    const own = { GALLEY_DATA: folder, PORT: String(port), LOG_LEVEL: 'silent' }
    server = await startServer({ ...modelEnvironment(models), ...own })
    client = createHttpClient(port, /GALLEY_API_KEY=(\S+)/.exec(server.output())![1]!)
    const jobId = await startJob(client, 'quiet')
    await client.finish(jobId)
    undisturbed = await readArticle(client, jobId, 'quiet')
  })
  after(async () => {
    await server?.stop()
    await models.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  /** As `pg_ctl stop -m immediate`, or as the kernel when memory is short. */
  async function endDatabase(signal: NodeJS.Signals): Promise<void> {
    const file = await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')
    process.kill(Number(file.split('\n', 1)[0]), signal)
  }

  async function run(word: string, signal: NodeJS.Signals, steps: readonly string[]) {
    const jobId = await startJob(client, word)
    const follower = followEvents(port, client.key, jobId)
    for (const step of steps) {
      await until(() =>
        requestsAbout(models, word).some((request) => request.step.startsWith(step)),
      )
      await endDatabase(signal)
    }
    const job = await client.finish(jobId)
    await follower.done
    assert.equal(job.json.status, 'succeeded', job.text)
    const requests = requestsAbout(models, word)
    // The worker lives on, so even a call under way is not made again.
    assert.equal(requests.length, CALLS, requests.map(({ step }) => step).join(', '))
    assert.equal(await readArticle(client, jobId, word), undisturbed)
    const usage = await client.call('GET', `/usage?job_id=${jobId}`)
    assert.equal(usage.json.items.length, CALLS)
    const ids = follower.events.map(({ id }) => id)
    assert.deepEqual(
      ids,
      [...new Set(ids)].toSorted((left, right) => left - right),
    )
    assert.equal(follower.events.at(-1)!.type, 'job.succeeded')
    const budget = await client.call('GET', '/budget')
    assert.equal(budget.json.reserved_micros, 0)
  }

  it('goes on after an immediate shutdown', () => run('flood', 'SIGQUIT', ['outline', 'chapters']))
  it('goes on after kill -9 of the postmaster', () => run('quake', 'SIGKILL', ['citations']))
})
