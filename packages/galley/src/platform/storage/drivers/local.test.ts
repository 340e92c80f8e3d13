import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { storageSuite } from '../suite.ts'
import { createLocalStorage, createLocalStorageHandler } from './local.ts'

storageSuite('local', {
  async create({ now }) {
    const folder = await mkdtemp(join(tmpdir(), 'galley-storage-'))
    const secrets = ['a secret of thirty-two characters!']
    const server = serve({ fetch: (request) => handler(request), port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const publicUrl = `http://127.0.0.1:${port}/storage`
    const storage = createLocalStorage({ kind: 'local', folder, secrets, publicUrl }, { now })
    const handler = createLocalStorageHandler(storage, { secrets, publicUrl })
    const close = async () => {
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, maxRetries: 5 })
    }
    return { storage, close }
  },
})
