import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the image installs for every workspace, and for no other', async () => {
  const dockerfile = await readFile(`${root}Dockerfile`, 'utf8')
  const copied = [...dockerfile.matchAll(/^COPY (\S+\/package\.json) /gm)].map((match) => match[1]!)
  const { workspaces } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as {
    workspaces: string[]
  }
  const patterns = workspaces.map((pattern) => `${pattern}/package.json`)
  const there = await Array.fromAsync(glob(patterns, { cwd: root }))
  assert.deepEqual(copied.toSorted(), there.toSorted())
})
