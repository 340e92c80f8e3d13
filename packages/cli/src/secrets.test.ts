import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { createTestDatabase } from '../../galley/src/platform/db/testing.ts'
import type { TestDatabase } from '../../galley/src/platform/db/testing.ts'
import { readSecrets } from '../../galley/src/platform/drivers/data-folder.ts'
import { createSecrets } from '../../galley/src/platform/secrets/index.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

describe('galley secrets', () => {
  let database: TestDatabase
  let folder: string
  before(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'galley-secrets-'))
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  function run(args: readonly string[], environment: Record<string, string> = {}) {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...args],
      {
        env: {
          ...process.env,
          GALLEY_DATA: folder,
          DATABASE_URL: database.url,
          ...environment,
        },
      },
    )
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    return new Promise<{ code: number | null; output: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, output }))
    })
  }
  const open = (masterKeys: readonly string[]) => createSecrets({ db: database.db, masterKeys })

  it('rotate makes a new master key, while others go on with what they have', async () => {
    const [first] = await readSecrets(folder)
    const running = createSecrets({
      db: database.db,
      masterKeys: [first!],
      rereadKeys: () => readSecrets(folder),
    })
    const key = await running.installationKey('test')

    const { code, output } = await run(['secrets', 'rotate'])
    assert.equal(code, 0, output)
    assert.match(output, /Restart all of them/)
    const [second, ...earlier] = await readSecrets(folder)
    assert.deepEqual(earlier, [first])
    assert.ok(!output.includes(first!) && !output.includes(second!))

    // The new key alone opens everything; who runs on with the old one finds the new one.
    assert.deepEqual(await open([second!]).installationKey('test'), key)
    const { rows } = await database.db.system.execute<{ sealed: string }>(
      sql`select sealed from galley.installation_keys where name = 'test'`,
    )
    await running.unseal('installation_key:test', rows[0]!.sealed)

    await writeFile(join(folder, 'secret'), second!)
    const again = await run(['secrets', 'reseal'])
    assert.equal(again.code, 0, again.output)
    assert.match(again.output, /0 sealed anew, \d+ were current, 0 cannot be opened/)
  })

  it('rotate leaves a master key to those who keep it in the environment, and says what to do', async () => {
    const before = await readFile(join(folder, 'secret'), 'utf8')
    const GALLEY_SECRET = 'a master key of the environment, long enough'
    const { code, output } = await run(['secrets', 'rotate'], { GALLEY_SECRET })
    assert.equal(code, 1)
    assert.match(output, /GALLEY_SECRET_PREVIOUS, restart every process, then run "galley secrets/)
    assert.equal(await readFile(join(folder, 'secret'), 'utf8'), before)
  })

  it('reseal moves everything to a key in the environment, and fails while one is missing', async () => {
    const [former] = await readSecrets(folder)
    const key = await open([former!]).installationKey('test')
    const GALLEY_SECRET = 'a master key of the environment, long enough'
    await database.db.system.execute(
      sql`insert into galley.installation_keys (name, sealed) values ('broken', 'nonsense')`,
    )
    const { code, output } = await run(['secrets', 'reseal'], {
      GALLEY_SECRET,
      GALLEY_SECRET_PREVIOUS: former!,
    })
    assert.equal(code, 1)
    assert.match(output, /installation_keys\.sealed of broken/)
    assert.deepEqual(await open([GALLEY_SECRET]).installationKey('test'), key)
  })
})
