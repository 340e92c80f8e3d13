import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createPerson, join as joinWorkspace } from '../../galley/test/people.ts'
import type { Person } from '../../galley/test/people.ts'
import { createTestApp } from '../../galley/test/test-app.ts'
import type { TestApp } from '../../galley/test/test-app.ts'
import { serve } from '../../sdk/test/serve.ts'
import type { Served } from '../../sdk/test/serve.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

describe('galley, signed in to a server', () => {
  let test: TestApp
  let served: Served
  let anna: Person
  let folder: string
  let file: string
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    served = await serve(test)
    anna = await createPerson(test, { name: 'Anna Berg', email: 'anna@example.com' })
    await joinWorkspace(test, anna, test.workspaceId, 'owner')
    folder = await mkdtemp(join(tmpdir(), 'galley-login-'))
    file = join(folder, 'config/galley/credentials.json')
  })
  after(async () => {
    await served?.stop()
    await test?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  beforeEach(async () => {
    served.interfere = () => null
    await rm(join(folder, 'config'), { recursive: true, force: true, maxRetries: 5 })
  })

  function start(args: readonly string[], environment: Record<string, string> = {}) {
    const { GALLEY_API_KEY: _key, GALLEY_SERVER: _server, ...inherited } = process.env
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...args],
      {
        cwd: folder,
        env: {
          ...inherited,
          XDG_CONFIG_HOME: join(folder, 'config'),
          GALLEY_DATA: join(folder, 'data'),
          DATABASE_URL: test.database.url,
          GALLEY_SECRET: 'a secret for tests, long enough to sign',
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
    const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>(
      (resolve) => {
        child.on('close', (code) => resolve({ code, ...said }))
      },
    )
    return { child, said, ended }
  }
  const run = (args: readonly string[], environment?: Record<string, string>) =>
    start(args, environment).ended
  const keep = async (apiKey: string) => {
    await mkdir(join(folder, 'config/galley'), { recursive: true })
    await writeFile(file, JSON.stringify({ server: served.url, api_key: apiKey }))
  }
  const statusOf = async (apiKey: string) =>
    (await fetch(`${served.url}/api/v1/whoami`, { headers: { authorization: `Bearer ${apiKey}` } }))
      .status

  it('signs in by a code, works as the person, and signs out for good', async () => {
    const before = await test.addKey({ name: 'From before', userId: anna.userId })
    await keep(before.key)
    const { said, ended } = start(['login', '--server', `${served.url}/`, '--json'])
    while (!/and type /.test(said.stderr)) await new Promise((resolve) => setTimeout(resolve, 20))
    assert.match(said.stderr, new RegExp(`Open ${served.url}/device\\n`))
    const [, userCode] = /and type (\S+)/.exec(said.stderr)!
    const body = { user_code: userCode, workspace: test.workspaceId }
    assert.equal((await anna.call('POST', '/auth/device/approve', body)).status, 204)
    const { code, stdout, stderr } = await ended
    assert.equal(code, 0, stderr)
    assert.equal(JSON.parse(stdout).user.email, 'anna@example.com')

    const kept = JSON.parse(await readFile(file, 'utf8'))
    assert.deepEqual([kept.server, await statusOf(kept.api_key)], [served.url, 200])
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.ok(!(stdout + stderr).includes(kept.api_key))
    await new Promise((resolve) => setTimeout(resolve, 1000)) // as long as it is believed
    assert.equal(await statusOf(before.key), 401, 'the key from before is revoked')

    const me = await run(['whoami'])
    assert.match(me.stdout, /^Anna Berg <anna@example\.com>\n/)
    assert.match(me.stdout, /role +owner/)
    const out = await run(['logout'])
    assert.equal(out.code, 0, out.stderr)
    await assert.rejects(stat(file))
    const after = await run(['whoami', '--json'])
    assert.deepEqual([after.code, JSON.parse(after.stdout).error.code], [1, 'not_signed_in'])
    assert.equal((await run(['logout'])).code, 0)
  })

  it('keeps the key when it could not be revoked, unless it is told to forget it', async () => {
    const { key } = await test.addKey({ name: 'Stays', userId: anna.userId })
    await keep(key)
    served.interfere = () => 'cut'
    const refused = await run(['logout'])
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /still works/)
    await stat(file)
    assert.equal((await run(['logout', '--force'])).code, 0)
    await assert.rejects(stat(file))
  })

  it('manages keys at the server, by login or by environment, and here when told to', async () => {
    const environment = { GALLEY_SERVER: served.url, GALLEY_API_KEY: test.key }
    const args = ['keys', 'create', '--name', 'Site', '--permission', 'documents.read', 'keys.read']
    const made = await run([...args, '--expires', '30'], environment)
    assert.match(made.stdout, /^galley_sk_[\w-]{49}\n$/, made.stderr)
    await keep(test.key)
    const listed = JSON.parse((await run(['keys', '--json'])).stdout)
    const site = listed.find(({ name }: { name: string }) => name === 'Site')
    assert.deepEqual(site.permissions, ['documents.read', 'keys.read'])
    assert.match((await run(['keys', 'list'])).stdout, new RegExp(`${site.id}  .*active   Site`))

    const rotated = await run(['keys', 'rotate', site.id, '--overlap', '0.5', '--local'])
    assert.match(rotated.stdout, /^galley_sk_[\w-]{49}\n$/, rotated.stderr)
    const revoked = await run(['keys', 'revoke', site.id])
    assert.equal(revoked.stdout, `${site.id} is revoked.\n`)
    const missing = await run(['keys', 'revoke', 'key_none', '--json'])
    assert.equal(JSON.parse(missing.stdout).error.code, 'key_not_found')
  })

  it('tells what is wrong with a server, a file and a key', async () => {
    const cases: [args: string[], environment: Record<string, string>, code: string][] = [
      [['login', '--server', 'ftp://x'], {}, 'server_invalid'],
      [['login', '--server', 'http://a:b@x'], {}, 'server_invalid'],
      [['login', '--server', 'http://127.0.0.1:9'], {}, 'server_unreachable'],
      [
        ['whoami'],
        { GALLEY_SERVER: served.url, GALLEY_API_KEY: 'galley_sk_no' },
        'credentials_invalid',
      ],
      [
        ['whoami'],
        { GALLEY_SERVER: 'http://127.0.0.1:9', GALLEY_API_KEY: test.key },
        'server_unreachable',
      ],
    ]
    for (const [args, environment, code] of cases) {
      const { stdout, code: exitCode } = await run([...args, '--json'], environment)
      assert.deepEqual([exitCode, JSON.parse(stdout).error.code], [1, code])
    }
    await keep(test.key)
    await writeFile(file, '{')
    const { stdout } = await run(['whoami', '--json'])
    assert.equal(JSON.parse(stdout).error.code, 'credentials_unreadable')
  })
})
