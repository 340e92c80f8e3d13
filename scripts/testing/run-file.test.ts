import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runFile } from './run-file.ts'

const script = fileURLToPath(new URL('../test.ts', import.meta.url))
const head = `import { describe, it, test } from 'node:test'\ntest('fine', () => {})\n`

describe('a test file', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-run-file-'))
  })
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

  async function fileWith(body: string): Promise<string> {
    const file = join(folder, `${Math.random().toString(36).slice(2)}.test.mjs`)
    await writeFile(file, head + body)
    return file
  }
  const run = async (body: string, seconds = 60) =>
    runFile(await fileWith(body), { seconds, signal: new AbortController().signal })

  it('is counted test by test, and a suite that only has a failed test is not counted again', async () => {
    const report = await run(`describe('suite', () => {
      it('bad', () => { console.log('a word'); throw new Error('because') })
      it('later', { skip: 'no corpus' }, () => {})
    })`)
    assert.equal(report.passed, 1)
    assert.equal(report.failures.length, 1)
    assert.match(report.failures[0]!, /^bad \(line \d+\)\nError: because/)
    assert.deepEqual(
      report.skips.map(({ reason }) => reason),
      ['no corpus'],
    )
    assert.match(report.output, /a word/)
  })

  const broken: [why: string, body: string, says: RegExp][] = [
    ['is killed', `test('x', () => process.kill(process.pid, 'SIGKILL'))`, /SIGKILL/],
    ['leaves early', 'process.exit(0)', /ended before its tests did/],
    ['cannot be loaded', `throw new Error('no')`, /exit code [^0]/],
  ]
  for (const [why, body, says] of broken) {
    it(`fails when it ${why}`, async () => {
      const { failures } = await run(body)
      assert.equal(failures.length, 1)
      assert.match(failures[0]!, says)
    })
  }

  it('that hangs is killed with what it started, even in a loop that hears no signal', async () => {
    const body = `import { spawn } from 'node:child_process'
      const child = spawn('sleep', ['600'])
      console.log(child.pid)
      test('hangs', () => { for (;;); })`
    const { failures, output } = await run(body, 2)
    assert.match(failures[0]!, /longer than 2 s/)
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', output.trim()], { encoding: 'utf8' })
    assert.match(stdout.trim(), /^(Z.*)?$/, 'the child lives on')
  })

  it('ends the whole run in one plain line, and an exit code', async () => {
    const files = [await fileWith(''), await fileWith(`test('bad', () => { throw new Error() })`)]
    const bad = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' })
    assert.match(bad.stdout, /\n2 passed, 1 failed, 0 skipped\n$/)
    assert.equal(bad.status, 1)
    const good = spawnSync(process.execPath, [script, files[0]!], { encoding: 'utf8' })
    assert.match(good.stdout, /\n1 passed, 0 failed, 0 skipped\n$/)
    assert.equal(good.status, 0)
  })
})
