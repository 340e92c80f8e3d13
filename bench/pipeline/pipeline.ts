/**
 * Wall time of the main job over what its model calls alone must take. The model server answers
 * after a fixed time, so the critical path is known: outline, then the longest chapter, then its
 * check. Everything above 1 is ours: queue, checkpoints, sources, JSON, HTTP.
 * `node bench/pipeline/pipeline.ts [runs] [sections] [latency in ms]`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startModelServer } from '../../packages/galley/fakes/models/index.ts'
import { createHttpClient, followEvents } from '../../packages/galley/test/faults/http-client.ts'
import type { HttpClient } from '../../packages/galley/test/faults/http-client.ts'
import { stepOf, talkAbout, writePlainly } from '../../packages/galley/test/faults/plain-writer.ts'
import { freePort, startServer } from '../../packages/galley/test/faults/processes.ts'
import { modelEnvironment } from '../../packages/galley/test/faults/stage.ts'

interface Result {
  clientMs: number
  jobMs: number
  calls: number
  /** Model calls that follow one another on the longest way. */
  depth: number
}

const [runs = 7, sections = 8, latencyMs = 300] = process.argv.slice(2).map(Number)

const models = await startModelServer({ protocol: 'openai', latencyMs, answer: writePlainly })
const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'))
const port = await freePort()
const server = await startServer({
  ...modelEnvironment(models),
  GALLEY_DATA: folder,
  PORT: String(port),
  LOG_LEVEL: 'warn',
  // So that a profiler can be put on the server: GALLEY_BENCH_NODE_OPTIONS=--cpu-prof
  NODE_OPTIONS: process.env.GALLEY_BENCH_NODE_OPTIONS ?? '',
})
try {
  const client = createHttpClient(port, /GALLEY_API_KEY=(\S+)/.exec(server.output())![1]!)
  const results: Result[] = []
  for (let run = 0; run <= runs; run += 1) {
    const result = await measure(client, `bench${run}`)
    if (run > 0) results.push(result) // the first one warms up
  }
  const criticalMs = results[0]!.depth * latencyMs
  const show = (name: string, read: (result: Result) => number) => {
    const sorted = results.map(read).sort((left, right) => left - right)
    const [best, median, worst] = [0, 0.5, 1].map(
      (share) => sorted[Math.floor((sorted.length - 1) * share)]!,
    ) as [number, number, number]
    const row = [median, best, worst].map((time) => time.toFixed(0)).join(' | ')
    console.log(`| ${name} | ${row} | ${(median / criticalMs).toFixed(3)} |`)
  }
  console.log(
    `\n${sections} sections, ${results[0]!.calls} calls of ${latencyMs} ms; critical path ${results[0]!.depth} calls = ${criticalMs} ms; ${runs} runs.\n`,
  )
  console.log('| time | median ms | best | worst | of critical path |')
  console.log('|---|---:|---:|---:|---:|')
  show('client: POST to the last event', ({ clientMs }) => clientMs)
  show('job: created to finished', ({ jobMs }) => jobMs)
} finally {
  await server.stop()
  await models.close()
  await rm(folder, { recursive: true, force: true })
}

async function measure(client: HttpClient, word: string): Promise<Result> {
  const source = await client.call('POST', '/sources', { text: talkAbout(word, 80) })
  const from = models.requests.length
  const startedAt = performance.now()
  const input = { source_ids: [source.json.id], sections }
  const { json } = await client.call('POST', '/pipelines/generate_blog', input)
  const follower = followEvents(port, client.key, json.job_id)
  while (!/^job\.(succeeded|failed)/.test(follower.events.at(-1)?.type ?? '')) {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const clientMs = performance.now() - startedAt
  const job = await client.finish(json.job_id)
  await follower.done
  if (job.json.status !== 'succeeded') throw new Error(job.text)
  const kinds = new Set(
    models.requests.slice(from).map(({ question }) => stepOf(question).split('/', 1)[0]!),
  )
  kinds.delete('seo.generate') // beside the chapters
  const calls = models.requests.length - from
  const jobMs = Date.parse(job.json.finished_at) - Date.parse(job.json.created_at)
  return { clientMs, jobMs, calls, depth: kinds.size }
}
