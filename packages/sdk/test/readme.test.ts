import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestApp, sampleTalk } from '../../galley/test/test-app.ts'
import type { TestApp } from '../../galley/test/test-app.ts'
import { serve } from './serve.ts'
import type { Served } from './serve.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What each example takes for given. */
const setting = (talk: string) => `
import { Galley } from '../../src/index.ts'
const talk = ${JSON.stringify(talk)}
const galley = new Galley({ apiKey: process.env.GALLEY_API_KEY!, baseUrl: process.env.GALLEY_URL! })
const source = await galley.sources.create({ text: talk })
void source
export {}
`

async function readExamples(): Promise<string[]> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const blocks = [...readme.matchAll(/```ts\n([^]*?)```/g)].map((match) => match[1]!)
  return blocks.map((code) => {
    const isWhole = code.includes('new Galley(')
    const body = code.replaceAll("'@galley/sdk'", "'../../src/index.ts'")
    if (isWhole) return `const talk = ${JSON.stringify(sampleTalk)}\n${body}\nexport {}\n`
    return `${setting(sampleTalk)}\n{\n${body.replace(/^import .*$/gm, '')}\n}\n${imports(body)}`
  })
}

const imports = (body: string) =>
  [...body.matchAll(/^import .*$/gm)].map(([line]) => line).join('\n')

describe('the README', () => {
  let test: TestApp
  let served: Served
  let folder: string
  let files: string[] = []

  before(async () => {
    test = await createTestApp()
    served = await serve(test)
    const scratch = fileURLToPath(new URL('../dist/', import.meta.url))
    await mkdir(scratch, { recursive: true })
    folder = await mkdtemp(join(scratch, 'examples-'))
    const examples = await readExamples()
    files = examples.map((_, index) => join(folder, `example-${index}.ts`))
    await Promise.all(examples.map((code, index) => writeFile(files[index]!, code)))
  })
  after(async () => {
    await served?.stop()
    await test?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('has examples that type-check', async () => {
    const base = { extends: join(root, 'tsconfig.json'), include: [], files }
    const project = join(folder, 'tsconfig.json')
    await writeFile(
      project,
      JSON.stringify({ ...base, compilerOptions: { noUnusedLocals: false } }),
    )
    const tsc = join(root, 'node_modules/.bin/tsc')
    await run(tsc, ['-p', project]).catch((error: { stdout: string }) => assert.fail(error.stdout))
  })

  it('has examples that do what they say', async () => {
    const settings = { GALLEY_API_KEY: test.key, GALLEY_URL: served.url }
    const outputs: string[] = []
    for (const file of files) {
      const code = await readFile(file, 'utf8')
      // Upload addresses name the default port: see galley.test.ts. A sign-in waits for a person.
      if (code.includes('sources.upload(') || code.includes('signInWithDevice(')) continue
      const { stdout } = await run(process.execPath, [file], {
        env: { ...process.env, ...settings },
      })
      outputs.push(stdout)
    }
    assert.match(outputs[0]!, /^title: Why gardens need worms$/m)
    assert.match(outputs.at(-2)!, /source_not_found/)
  })
})
