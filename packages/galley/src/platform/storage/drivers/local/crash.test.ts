import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readAll, textOf } from '../../suite/material.ts'
import { createLocalStorage } from '../local.ts'
import type { LocalStorage } from '../local.ts'

/** Puts a whole object, then one that never ends; says when the second has bytes on disk. */
const WRITER = `
  const { createLocalStorage } = await import(process.argv[1])
  const storage = createLocalStorage({ kind: 'local', folder: process.argv[2], secrets: [], publicUrl: 'http://x' })
  await storage.put('ws/whole', new TextEncoder().encode('whole'))
  let sent = 0
  await storage.put('ws/half', new ReadableStream({ async pull(controller) {
    controller.enqueue(new Uint8Array(1000))
    sent += 1
    if (sent === 50) console.log('writing')
    if (sent > 50) await new Promise((resolve) => setTimeout(resolve, 20))
  } }))
`

describe('the local driver after a crash', () => {
  let folder = ''
  let storage: LocalStorage

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-crash-'))
    storage = createLocalStorage({ kind: 'local', folder, secrets: [], publicUrl: 'http://x' })
  })
  after(async () => rm(folder, { recursive: true, maxRetries: 5 }))

  it('shows no half object, and sweeps what was left', async () => {
    const driver = new URL('../local.ts', import.meta.url).href
    const code = ['--input-type=module', '-e', WRITER, driver, folder]
    const child = spawn(process.execPath, code, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')

    const keys = (await storage.list('')).objects.map(({ key }) => key)
    assert.deepEqual(keys, ['ws/whole'])
    assert.equal(await storage.head('ws/half'), null)
    assert.equal((await readdir(join(folder, 'incoming'))).length, 1)
    assert.equal(await storage.sweep(), 0, 'what may still be written stays')
    assert.equal(await storage.sweep({ olderThanMs: -1000 }), 1)
    assert.deepEqual(await readdir(join(folder, 'incoming')), [])
    assert.equal((await readAll((await storage.get('ws/whole')).body)).toString(), 'whole')
  })

  it('sweeps content whose metadata never came, and directories that emptied', async () => {
    await storage.put('ws/deep/er/object', textOf('content'))
    const place = join(folder, 'objects', 'ws', 'deep', 'er')
    await unlink(join(place, 'object=meta')) // as if the process died between the two renames
    assert.equal(await storage.sweep({ olderThanMs: -1000 }), 1)
    const left = await readdir(join(folder, 'objects', 'ws'))
    assert.deepEqual(
      left.map((name) => name.split('=')[0]),
      ['whole', 'whole'],
    )
  })

  it('puts while directories are swept away', async () => {
    let isOver = false
    const keepSweeping = async () => {
      while (!isOver) await storage.sweep()
    }
    const sweepers = [keepSweeping(), keepSweeping(), keepSweeping()]
    for (let index = 0; index < 30; index += 1) {
      await storage.put('ws/busy/a/b/object', textOf('x'))
      await storage.delete('ws/busy/a/b/object')
    }
    isOver = true
    await Promise.all(sweepers)
    assert.deepEqual((await storage.list('ws/busy/')).objects, [])
  })

  it('keeps one content file per object, however many puts raced', async () => {
    await Promise.all(Array.from({ length: 10 }, () => storage.put('ws/raced', textOf('x'))))
    const files = await readdir(join(folder, 'objects', 'ws'))
    assert.equal(files.filter((name) => name.startsWith('raced=')).length, 2)
  })
})
