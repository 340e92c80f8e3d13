import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { createHttpClient } from './http-client.ts'
import { talkAbout } from './plain-writer.ts'
import { freePort, runCommand, runServer, startServer } from './processes.ts'
import type { RunningProcess } from './processes.ts'

const keyOf = (process: RunningProcess) => /GALLEY_API_KEY=(\S+)/.exec(process.output())?.[1]

describe('many processes on one data folder', () => {
  const running: RunningProcess[] = []
  let folder: string | undefined
  after(async () => {
    await Promise.all(running.map((process) => process.stop()))
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('share the database; the key is shown once; a taken port is said', async (test) => {
    folder = await mkdtemp(join(tmpdir(), 'galley-faults-'))
    const environment = { GALLEY_DATA: folder, GALLEY_RATE_LIMIT_PER_MINUTE: '0' }
    const [port, otherPort] = [await freePort(), await freePort()]
    // Both at once on a folder that is not there yet.
    const [first, second] = await Promise.all([
      startServer({ ...environment, PORT: String(port) }),
      startServer({ ...environment, PORT: String(otherPort) }),
    ])
    running.push(first, second)
    const keys = [keyOf(first), keyOf(second)].filter(Boolean)
    assert.equal(keys.length, 1, 'one of them made the first key')
    const [client, other] = [port, otherPort].map((number) => createHttpClient(number, keys[0]!))

    const taken = await runServer({ ...environment, PORT: String(port) })
    assert.equal(taken.code, 1)
    assert.match(taken.output, new RegExp(`Port ${port} is taken`))
    assert.match(taken.output, new RegExp(`PORT=${port + 1}`))
    assert.doesNotMatch(taken.output, /at .*\.ts:\d+/, 'no stack for a person')

    const written = await Promise.all(
      ['spade', 'rakes', 'hoses'].map(async (word) => {
        const path = join(folder!, `${word}.txt`)
        await writeFile(path, talkAbout(word))
        const out = join(folder!, `${word}.md`)
        const command = ['write', path, '--out', out, '--json']
        const { code, output } = await runCommand(command, environment)
        assert.equal(code, 0, output)
        return JSON.parse(output.split('\n').find((line) => line.startsWith('{'))!) as {
          document_id: string
          title: string
        }
      }),
    )
    for (const { document_id: id, title } of written) {
      for (const api of [client!, other!]) {
        const document = await api.call('GET', `/documents/${id}`)
        assert.equal(document.status, 200, document.text)
        assert.equal(document.json.title, title)
      }
    }

    // Whoever started the database goes; the others keep it.
    await first.kill()
    assert.equal((await other!.call('GET', '/documents')).json.items.length, written.length)
    const again = await startServer({ ...environment, PORT: String(port) })
    running.push(again)
    assert.equal(keyOf(again), undefined, 'a key is shown once')
    assert.equal((await client!.call('GET', '/documents')).json.items.length, written.length)
    const times = [first, second, again].map(({ readyMs }) => `${readyMs} ms`)
    test.diagnostic(`two first starts at once: ${times[0]}, ${times[1]}; a later one: ${times[2]}`)
  })
})
