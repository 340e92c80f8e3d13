import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { createIsolation } from './index.ts'
import { describeIsolation } from './suite.ts'

describeIsolation('child-process', () => createIsolation({ driver: 'child-process', size: 2 }))
describeIsolation('in-process', () => createIsolation({ driver: 'in-process' }), [
  'busy tasks are stopped',
  'memory is limited',
  'crashes are contained',
])

describe('child processes', async () => {
  const module = import.meta.resolve('./suite-tasks.ts')
  const limits = { timeoutMs: 20_000, memoryMb: 600 }
  const isolation = await createIsolation({ driver: 'child-process', size: 1 })
  after(() => isolation.close())
  const run = <O>(name: string, input: unknown = {}, more: object = {}) =>
    isolation.run<O>({ module, export: name }, input, { ...limits, ...more })

  it('stay warm from one task to the next', async () => {
    assert.equal(await run<number>('processId'), await run<number>('processId'))
  })

  it('inherit no environment that could hold a secret', async () => {
    process.env['SUITE_SECRET'] = 'x'
    const names = await run<string[]>('environment')
    delete process.env['SUITE_SECRET']
    assert.deepEqual(
      names.filter((name) => !/^(?:NODE_|TZ$|__CF)/.test(name)),
      [],
    )
  })

  it('have no network', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await assert.rejects(run('goOnline', { url }), /no network/)
    server.close()
  })

  it('may not write files', async () => {
    const path = join(tmpdir(), `isolation-${process.pid}`)
    await assert.rejects(run('write', { path }), /ERR_ACCESS_DENIED|restricted|denied/i)
    assert.equal(existsSync(path), false)
  })

  it('take a cancelled task out of the line without disturbing the one at work', async () => {
    const working = run('sleep', { ms: 300 })
    const waiting = run('double', { value: 1 }, { signal: AbortSignal.timeout(50) })
    await assert.rejects(waiting, { code: 'isolation_cancelled' })
    assert.equal(await working, 'slept')
  })

  it('go away when there is nothing to do, and come back', async () => {
    const brief = await createIsolation({ driver: 'child-process', size: 1, idleMs: 20 })
    const first = await brief.run<number>({ module, export: 'processId' }, {}, limits)
    while (isRunning(first)) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.notEqual(await brief.run<number>({ module, export: 'processId' }, {}, limits), first)
    await brief.close()
  })

  for (const ending of ['', 'await isolation.close()']) {
    it(`let their parent end: ${ending || 'never closed'}`, async () => {
      const program = `
      import { createIsolation } from ${JSON.stringify(import.meta.resolve('./index.ts'))}
      const isolation = await createIsolation({ driver: 'child-process', size: 1 })
      console.log(await isolation.run({ module: ${JSON.stringify(module)}, export: 'processId' }, {}, ${JSON.stringify(limits)}))
      ${ending}`
      const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: 'pipe',
      })
      let output = ''
      parent.stdout.on('data', (chunk) => (output += chunk))
      const [code] = await once(parent, 'close')
      assert.equal(code, 0)
      while (isRunning(Number(output))) await new Promise((resolve) => setTimeout(resolve, 10))
    })
  }
})

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    // An orphan that nobody has collected yet still has a number; on Linux its state is Z.
    return (
      !existsSync('/proc/self/stat') ||
      !/\) Z /.test(readFileSync(`/proc/${processId}/stat`, 'utf8'))
    )
  } catch {
    return false
  }
}
