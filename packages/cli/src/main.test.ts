import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startModelServer } from '../../galley/fakes/models/index.ts'
import { createTestDatabase } from '../../galley/src/platform/db/testing.ts'
import type { TestDatabase } from '../../galley/src/platform/db/testing.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const talk = fileURLToPath(new URL('../../../examples/talk.md', import.meta.url))

describe('galley', () => {
  let database: TestDatabase
  let folder: string
  before(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'galley-cli-'))
    await mkdir(join(folder, 'empty'))
    await mkdir(join(folder, 'mixed'))
    await mkdir(join(folder, 'binary'))
    const noise = crypto.getRandomValues(new Uint8Array(5000))
    await writeFile(join(folder, 'binary/a.bin'), noise)
    await writeFile(join(folder, 'mixed/a.bin'), noise)
    await writeFile(join(folder, 'mixed/talk.md'), await readFile(talk))
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  function start(args: readonly string[], environment: Record<string, string> = {}) {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...args],
      {
        cwd: folder,
        env: {
          ...process.env,
          GALLEY_CALLED_FROM: folder,
          GALLEY_DATA: join(folder, 'data'),
          DATABASE_URL: database.url,
          ...environment,
        },
      },
    )
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>(
      (resolve) => {
        child.on('close', (code) => resolve({ code, stdout, stderr }))
      },
    )
    const says = async (pattern: RegExp) => {
      while (!pattern.test(stderr) && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      assert.match(stderr, pattern)
    }
    return { child, ended, says }
  }
  function run(args: readonly string[], input = '') {
    const { child, ended } = start(args)
    child.stdin.end(input)
    return ended
  }

  const mistakes: [why: string, args: string[], code: string][] = [
    ['a file that is not there', ['write', 'nope.md'], 'input_missing'],
    ['an empty folder', ['write', 'empty'], 'input_missing'],
    ['a folder of noise', ['write', 'binary'], 'source_binary'],
    ['empty standard input', ['write'], 'source_empty'],
    ['an output in no folder', ['write', talk, '--out', 'no/where.md'], 'output_unusable'],
    ['an output that is a folder', ['write', talk, '--out', 'empty'], 'output_unusable'],
    ['two claims on standard output', ['write', talk, '--out', '-'], 'output_unusable'],
    ['a provider that is not there', ['write', talk, '--model', 'nope:x'], 'model_unknown'],
    ['a model without its key', ['write', talk, '--model', 'openai:x'], 'model_not_configured'],
    ['a title for many', ['write', 'mixed', '--title', 'One'], 'title_ambiguous'],
    ['a job that is not there', ['jobs', 'show', 'job_1'], 'job_not_found'],
  ]
  for (const [why, args, code] of mistakes) {
    it(`tells ${why}, to people and to scripts`, async () => {
      const { code: exitCode, stdout, stderr } = await run([...args, '--json'])
      const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
      assert.deepEqual([exitCode, error.code], [1, code])
      assert.ok(stderr.includes(error.message))
    })
  }

  it('writes from a folder, leaves out what it cannot read, and never replaces by itself', async () => {
    const first = await run(['write', 'mixed'])
    assert.equal(first.code, 0, first.stderr)
    assert.match(first.stderr, /left out: a\.bin/)
    const second = await run(['write', 'mixed', '--json'])
    const { path } = JSON.parse(second.stdout) as { path: string }
    assert.equal(path, first.stdout.trim().replace('.md', '-2.md'))
    assert.match(await readFile(join(folder, path), 'utf8'), /^---\ntitle: /)
  })

  it('prints the article alone on standard output, from standard input', async () => {
    const args = ['write', '--out', '-', '--format', 'html', '--budget', '0']
    const { code, stdout, stderr } = await run(args, await readFile(talk, 'utf8'))
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^<!doctype html>/i)
  })

  it('lists and shows jobs in the names that the API uses', async () => {
    const jobs = JSON.parse((await run(['jobs', '--json'])).stdout) as { id: string }[]
    assert.ok(jobs.length > 0 && jobs.every((job) => 'created_at' in job))
    const shown = await run(['jobs', 'show', jobs[0]!.id, '--json'])
    const job = JSON.parse(shown.stdout) as { output: { document_id: string } }
    assert.match(job.output.document_id, /^doc_/)
  })

  it('stops at Ctrl-C while it waits for input', async () => {
    const { child, ended } = start(['write', '--json'])
    await new Promise((resolve) => setTimeout(resolve, 1500))
    child.kill('SIGINT')
    const { code, stdout } = await ended
    assert.equal(code, 130)
    assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'cancelled')
  })

  it('cancels its job at Ctrl-C', async () => {
    const models = await startModelServer({ protocol: 'openai', script: ['hang'] })
    const { child, ended, says } = start(['write', talk, '--model', 'compatible:slow'], {
      MODEL_BASE_URL: models.url,
      GALLEY_ALLOW_PRIVATE_NETWORK: '1',
    })
    await says(/talk\.md: markdown/)
    while (models.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    assert.equal((await ended).code, 130)
    await models.close()
    const jobs = JSON.parse((await run(['jobs', '--json'])).stdout) as { status: string }[]
    assert.equal(jobs[0]!.status, 'cancelled')
  })

  it('ends a worker that is told to, with its jobs handed back', async () => {
    const { child, ended, says } = start(['worker'])
    await says(/is ready/)
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    assert.equal(code, 0)
    assert.match(stderr, /Handing unfinished jobs back/)
  })
})
