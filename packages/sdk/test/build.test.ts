import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const sdk = fileURLToPath(new URL('..', import.meta.url))

it('builds to plain modules that need nothing but the platform', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-sdk-'))
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const tsc = join(sdk, '../../node_modules/.bin/tsc')
  const project = join(sdk, 'tsconfig.build.json')
  await run(tsc, ['-p', project, '--outDir', folder]).catch((error: { stdout: string }) =>
    assert.fail(error.stdout),
  )
  const { Galley } = (await import(pathToFileURL(join(folder, 'index.js')).href)) as {
    Galley: new (options: object) => { steps: object }
  }
  assert.ok(Object.keys(new Galley({ apiKey: 'k' }).steps).includes('outlineGenerate'))
  assert.throws(() => new Galley({ apiKey: '' }), /needs an API key/)

  const files = await readdir(folder, { recursive: true })
  for (const file of files.filter((name) => /\.(js|d\.ts)$/.test(name))) {
    const text = await readFile(join(folder, file), 'utf8')
    for (const [, from] of text.matchAll(/(?:from|import) '([^']+)'/g)) {
      assert.match(from!, /^\.\.?\//, `${file} imports ${from}`)
      if (file.endsWith('.js')) assert.match(from!, /\.js$/, `${file} imports ${from}`)
    }
  }

  const consumer = join(folder, 'consumer.mts')
  await writeFile(consumer, consumerCode)
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2022,dom,dom.iterable']
  await run(tsc, [...flags, '--types', '', '--ignoreConfig', consumer]).catch(
    (error: { stdout: string }) => assert.fail(error.stdout),
  )
})

const consumerCode = `
import { Galley } from './index.js'
const galley = new Galley({ apiKey: 'k' })
export const job = await galley.jobs.wait(await galley.pipelines.generateBlog({ source_ids: [] }))
export const id: string = job.output.document_id
// @ts-expect-error: the input has no such name
export const wrong = galley.pipelines.generateBlog({ sourceIds: [] })
`
