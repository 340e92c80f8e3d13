import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)

/** A newcomer's first minutes: the server as `npm start` runs it, and the README's commands. */
describe("the README's tour", () => {
  let folder: string
  let port: number
  let server: ReturnType<typeof spawn>
  let output = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-tour-'))
    port = await freePort()
    server = spawn(process.execPath, [`${root}apps/server/src/main.ts`], {
      cwd: root,
      env: { ...process.env, PORT: String(port), GALLEY_DATA: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise<void>((resolve, reject) => {
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
      server.stdout!.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Try:')) resolve()
      })
    })
  })
  after(async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await gone
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('prints the address, the reference, the key and the next thing to try', () => {
    assert.match(output, /Galley is ready in \d+\.\d s, on embedded PostgreSQL/)
    assert.match(output, new RegExp(`http://localhost:${port}/docs`))
    assert.match(output, /export GALLEY_API_KEY=galley_sk_\S+/)
    assert.match(output, /npm run galley -- write examples\/talk\.md --out post\.md/)
  })

  it('works as written', async () => {
    const readme = await readFile(`${root}README.md`, 'utf8')
    const tour = readme.slice(readme.indexOf('## A five-minute tour'))
    const script = /```sh\n([\s\S]+?)```/.exec(tour)![1]!.replaceAll(':3000', `:${port}`)
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: root,
      env: { ...process.env, GALLEY_API_KEY: /galley_sk_\S+/.exec(output)![0] },
      maxBuffer: 16e6,
    })
    assert.match(stdout, /event: job\.succeeded/)
    assert.match(stdout, /---\ntitle: /)
    assert.match(stdout, /"heading":"Why worms matter"/)
    assert.match(stdout, /"kind":"added","text":"Why worms matter"|Why worms matter/)
  })

  it('is shared by the command line, which prints one JSON value and nothing else', async () => {
    const args = [
      `${root}packages/cli/src/main.ts`,
      'write',
      'examples/talk.md',
      '--json',
      '--out',
      join(folder, 'post.md'),
    ]
    const { stdout } = await run(process.execPath, args, {
      cwd: root,
      env: { ...process.env, GALLEY_DATA: folder, GALLEY_CALLED_FROM: root },
    })
    const result = JSON.parse(stdout) as { document_id: string; path: string }
    const answer = await fetch(`http://localhost:${port}/api/v1/documents/${result.document_id}`, {
      headers: { authorization: `Bearer ${/galley_sk_\S+/.exec(output)![0]}` },
    })
    assert.equal(answer.status, 200)
    assert.match(
      await readFile(join(folder, 'post.md'), 'utf8'),
      /^---\ntitle: What worms do for a garden/,
    )
  })

  it('says who holds the port when a second server wants it', async () => {
    const second = run(process.execPath, [`${root}apps/server/src/main.ts`], {
      cwd: root,
      env: { ...process.env, PORT: String(port), GALLEY_DATA: folder },
    })
    await assert.rejects(second, ({ stderr }: { stderr: string }) => {
      assert.match(stderr, new RegExp(`Port ${port} is taken.*PORT=${port + 1} npm start`, 's'))
      return true
    })
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
