import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '../../platform/config.ts'
import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { ForbiddenError, NotFoundError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { createIsolation } from '../../platform/isolation/index.ts'
import { openStorage } from '../../platform/storage/open-storage.ts'
import { silentLogger } from '../../platform/telemetry/contract.ts'
import { createSource } from './create-source.ts'
import { deleteSource } from './delete-source.ts'
import { getSourceText } from './get-source-text.ts'

describe('the words of a source', () => {
  const text = 'Worms dig channels in the soil.\n\nThose channels let water reach the roots.'
  let database: TestDatabase
  let folder: string
  let services: Services
  before(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'galley-source-text-'))
    const config = readConfig({})
    const { storage } = await openStorage(config, folder, 'a secret that is long enough to sign')
    const isolation = await createIsolation({ driver: 'in-process' })
    const parts = { config, db: database.db, storage, isolation, logger: silentLogger }
    services = parts as unknown as Services
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  function inJob(workspaceId: string, jobId: string | null, permissions = ['*']): Context {
    const recordUsage = () => undefined
    const step = { key: 'step', attempt: 1, idempotencyKey: 'step', recordUsage }
    return createContext(services, {
      workspaceId,
      actor: { kind: 'system', id: 'test' },
      permissions: new Set(permissions),
      requestId: 'req_test',
      signal: new AbortController().signal,
      ...(jobId && { step: { ...step, jobId } }),
    })
  }

  it('are read once for the steps of a job, and once deleted not for another job', async () => {
    const workspaceId = newId('ws')
    const user = inJob(workspaceId, null)
    const { id: sourceId } = await createSource({ ctx: user, input: { text } })
    const read = (jobId: string | null) =>
      getSourceText({ ctx: inJob(workspaceId, jobId), input: { sourceId } })

    const [first, second] = await Promise.all([read('job_1'), read('job_1')])
    assert.equal(first.text, text)
    assert.equal(first.segments.length, 2)
    assert.equal(first, second)

    await deleteSource({ ctx: user, input: { sourceId } })
    assert.equal(await read('job_1'), first, 'a job that began with it can end with it')
    await assert.rejects(read('job_2'), NotFoundError)
    await assert.rejects(read(null), NotFoundError)
  })

  it('are for their workspace, and for those who may read them', async () => {
    const mine = newId('ws')
    const { id: sourceId } = await createSource({ ctx: inJob(mine, null), input: { text } })
    const input = { sourceId }
    await getSourceText({ ctx: inJob(mine, 'job_1'), input })
    await assert.rejects(getSourceText({ ctx: inJob(newId('ws'), 'job_1'), input }), NotFoundError)
    const unable = inJob(mine, 'job_1', ['articles.generate'])
    await assert.rejects(getSourceText({ ctx: unable, input }), ForbiddenError)
  })

  it('are looked for again after they were not there', async () => {
    const ctx = inJob(newId('ws'), 'job_1')
    const missing = { ctx, input: { sourceId: newId('src') } }
    await assert.rejects(getSourceText(missing), NotFoundError)
    await assert.rejects(getSourceText(missing), NotFoundError)
  })
})
