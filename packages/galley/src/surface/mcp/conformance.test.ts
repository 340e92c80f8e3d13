import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { modules } from '../../modules.ts'
import { createExtensions } from '../../platform/extension.ts'
import { createHttpApp } from '../../platform/http/index.ts'
import type { Authenticate } from '../../platform/http/index.ts'
import { deriveRoutes, surfaceMounts } from '../index.ts'
import { conformanceModule } from './fixtures/conformance-module.ts'

const command = fileURLToPath(
  new URL('../../../../../node_modules/.bin/conformance', import.meta.url),
)

/**
 * The official suite, every server scenario of it. It knows no credentials, so whoever comes is let
 * in. `server-sse-polling` finds nothing to check: it is about servers that close a call's stream
 * and replay it later; here a job outlives its connection, and its events are at /jobs.
 */
describe('MCP conformance', () => {
  let test: TestApp
  let url: string
  const server = createServer()

  before(async () => {
    test = await createTestApp({ hasWorker: false })
    const everybody: Authenticate = async () => ({
      workspaceId: test.workspaceId,
      actor: { kind: 'api_key', id: 'key_1', name: 'Conformance' },
      permissions: new Set(['*']),
      principal: 'api_key:key_1',
    })
    const contributions = [...modules, conformanceModule].flatMap((one) => one.contributions)
    const services = { ...test.app.services, extensions: createExtensions(contributions) }
    const app = createHttpApp({
      services,
      routes: [],
      authenticate: everybody,
      mounts: surfaceMounts({ services, routes: deriveRoutes(modules), authenticate: everybody }),
    })
    server.on('request', getRequestListener(app.fetch))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
  })
  after(async () => {
    server.close()
    server.closeAllConnections()
    await test?.close()
  })

  it('passes every scenario of the server suite', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'galley-conformance-'))
    after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    const output = await new Promise<string>((resolve) => {
      const args = ['server', '--url', url, '--suite', 'all', '--output-dir', folder]
      execFile(command, args, { maxBuffer: 64e6 }, (error, stdout, stderr) => {
        resolve(`${stdout}${stderr}\nexit ${error ? error.code : 0}`)
      })
    })
    assert.match(output, /exit 0$/, output)
    const total = /Total: (\d+) passed, (\d+) failed/.exec(output)
    assert.ok(Number(total?.[1]) >= 44 && total?.[2] === '0', output)
  })
})
