import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ensureStudio, inputs } from '../build/ensure-studio.ts'
import type { ModulesOfChunks } from '../build/list-modules.ts'

test('the studio is built again when anything changes that it is made of', async () => {
  const { folder } = await ensureStudio()
  const chunks = JSON.parse(
    await readFile(join(folder, '.vite/modules.json'), 'utf8'),
  ) as ModulesOfChunks
  const own = Object.values(chunks)
    .flatMap((modules) => Object.keys(modules))
    .filter((module) => /^(apps|packages)\//.test(module))
  assert.ok(own.length > 100, `${own.length} modules of ours are known`)
  const isWatched = (module: string) =>
    inputs.some((input) => module === input || module.startsWith(`${input}/`))
  assert.deepEqual(
    own.filter((module) => !isWatched(module)),
    [],
  )
})

test('a second start finds it built', async () => {
  const [one, other] = [await ensureStudio(), await ensureStudio()]
  assert.equal(other.seconds, null)
  assert.equal(other.folder, one.folder)
})
