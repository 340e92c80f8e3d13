import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { eq } from 'drizzle-orm'
import { readConfig } from '../../platform/config.ts'
import { createContext } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { ForbiddenError, InvalidError, NotFoundError, TooLargeError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { createIsolation } from '../../platform/isolation/index.ts'
import type { Storage } from '../../platform/storage/index.ts'
import { openStorage } from '../../platform/storage/open-storage.ts'
import { silentLogger } from '../../platform/telemetry/contract.ts'
import { createSource } from './create-source.ts'
import { createUpload } from './create-upload.ts'
import { deleteSource } from './delete-source.ts'
import { getSource } from './get-source.ts'
import { listSources } from './list-sources.ts'
import { sourceCodes } from './source.ts'
import { sweepObjects } from './sweep-objects.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { segments, uploads } from './tables.ts'

const text = 'Worms dig channels in the soil.\n\nThose channels let water reach the roots.'

describe('sources', () => {
  let database: TestDatabase
  let folder: string
  let storage: Storage
  let services: Services
  let ctx: Context
  before(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'galley-sources-'))
    const config = readConfig({ GALLEY_MAX_UPLOAD_MB: '1' })
    storage = (await openStorage(config, folder, 'a secret that is long enough to sign')).storage
    const isolation = await createIsolation({ driver: 'in-process' })
    const parts = { config, db: database.db, storage, isolation, logger: silentLogger }
    services = parts as unknown as Services
  })
  beforeEach(() => {
    ctx = contextOf()
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  function contextOf(
    changes: { workspaceId?: string; permissions?: string[]; storage?: Storage } = {},
  ): Context {
    const own = changes.storage ? { ...services, storage: changes.storage } : services
    return createContext(own, {
      workspaceId: changes.workspaceId ?? newId('ws'),
      actor: { kind: 'system', id: 'test' },
      permissions: new Set(changes.permissions ?? ['*']),
      requestId: 'req_test',
      signal: new AbortController().signal,
    })
  }
  const keysOf = async ({ storage }: Context) =>
    (await storage.list('')).objects.map(({ key }) => key)

  it('that twins bring in at once are one source, with its bytes once', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => createSource({ ctx, input: { text } })),
    )
    const ids = [...new Set(made.map(({ id }) => id))]
    assert.equal(ids.length, 1)
    assert.ok(made.every((source) => source.segments.length === 2))
    assert.deepEqual(await keysOf(ctx), [`sources/${ids[0]}`])
    assert.equal((await listSources({ ctx, input: {} })).items.length, 1)
  })

  it('leave no row when they cannot be stored, and their bytes are swept a day later', async () => {
    const kept = await createSource({ ctx, input: { text: 'This one is kept as it is.' } })
    const { $client: admin } = database.db.system
    await admin.query(`alter table galley.sources add constraint refused check (title <> 'no')`)
    await assert.rejects(createSource({ ctx, input: { text, title: 'no' } }))
    await admin.query('alter table galley.sources drop constraint refused')
    assert.equal((await listSources({ ctx, input: {} })).items.length, 1)
    assert.equal((await keysOf(ctx)).length, 2)

    await sweepObjects(services)
    assert.equal((await keysOf(ctx)).length, 2, 'it may belong to a request under way')
    await sweepObjects(services, Date.now() + 25 * 3600 * 1000)
    assert.deepEqual(await keysOf(ctx), [`sources/${kept.id}`])
  })

  it('are deleted once, with segments and bytes, also when the store fails', async () => {
    const { id: sourceId } = await createSource({ ctx, input: { text } })
    const failing = { ...storage, delete: () => Promise.reject(new Error('the store is away')) }
    const { workspaceId } = ctx
    await deleteSource({ ctx: contextOf({ workspaceId, storage: failing }), input: { sourceId } })
    await assert.rejects(deleteSource({ ctx, input: { sourceId } }), NotFoundError)
    await assert.rejects(getSource({ ctx, input: { sourceId } }), NotFoundError)
    const left = await database.db.tenant(workspaceId, (tx) =>
      tx.select().from(segments).where(eq(segments.sourceId, sourceId)),
    )
    assert.deepEqual(left, [])
    const again = await createSource({ ctx, input: { text } })
    assert.notEqual(again.id, sourceId)
    await sweepObjects(services, Date.now() + 25 * 3600 * 1000)
    assert.deepEqual(await keysOf(ctx), [`sources/${again.id}`])
  })

  it('have the title that was given, without what cannot be kept', async () => {
    const file = new File(['Some words of a talk.'], 'na\u0000me.txt')
    const source = await createSource({ ctx, input: { file, title: '  A \u0000talk  ' } })
    assert.deepEqual([source.title, source.fileName], ['A talk', 'name.txt'])
    await assert.rejects(createSource({ ctx, input: { text, title: '   ' } }))
  })

  it('are listed newest first, page by page, without their text', async () => {
    const made: string[] = []
    for (const word of ['one', 'two', 'three']) {
      made.unshift((await createSource({ ctx, input: { text: `This is talk ${word}.` } })).id)
    }
    const first = await listSources({ ctx, input: { limit: 2 } })
    const rest = await listSources({ ctx, input: { limit: 2, cursor: first.nextCursor! } })
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      made,
    )
    assert.equal(rest.nextCursor, null)
    assert.ok(first.items.every((item) => !('text' in item)))
  })

  it('are refused when nothing, or too much, was given', async () => {
    await assert.rejects(createSource({ ctx, input: {} }), {
      code: sourceCodes.SOURCE_INPUT_MISSING.code,
    })
    const file = new File([text], 'a.txt')
    const both = createSource({ ctx, input: { text, file } })
    await assert.rejects(both, { code: sourceCodes.SOURCE_INPUT_AMBIGUOUS.code })
    const large = new File(['word '.repeat(300_000)], 'large.txt')
    await assert.rejects(createSource({ ctx, input: { file: large } }), TooLargeError)
    const size = 2 * 1024 * 1024
    await assert.rejects(createUpload({ ctx, input: { fileName: 'a', size } }), TooLargeError)
    assert.deepEqual(await keysOf(ctx), [])
  })

  it('need their permission, verb by verb', async () => {
    const none = contextOf({ permissions: ['jobs.read'] })
    const reader = contextOf({ permissions: ['sources.read'] })
    const sourceId = 'src_1'
    await assert.rejects(getSource({ ctx: none, input: { sourceId } }), ForbiddenError)
    await assert.rejects(listSources({ ctx: none, input: {} }), ForbiddenError)
    await assert.rejects(createSource({ ctx: reader, input: { text } }), ForbiddenError)
    await assert.rejects(deleteSource({ ctx: reader, input: { sourceId } }), ForbiddenError)
    const upload = createUpload({ ctx: reader, input: { fileName: 'a', size: 1 } })
    await assert.rejects(upload, ForbiddenError)
  })

  it('come from an upload as often as it lives, and only in its workspace', async () => {
    const { uploadId } = await createUpload({ ctx, input: { fileName: 'talk.md', size: 10 } })
    const take = (own = ctx) => createSource({ ctx: own, input: { uploadId } })
    await assert.rejects(take(), { code: sourceCodes.UPLOAD_EMPTY.code, constructor: InvalidError })
    await ctx.storage.put(`uploads/${uploadId}`, new TextEncoder().encode('# Worms\n\nThey dig.'))
    const [once, twice] = [await take(), await take()]
    assert.equal(once.id, twice.id)
    assert.deepEqual([once.kind, once.fileName], ['markdown', 'talk.md'])
    await assert.rejects(take(contextOf()), { code: sourceCodes.UPLOAD_NOT_FOUND.code })

    const expiresAt = new Date(Date.now() - 1000)
    await database.db.tenant(ctx.workspaceId, (tx) => tx.update(uploads).set({ expiresAt }))
    await assert.rejects(take(), { code: sourceCodes.UPLOAD_NOT_FOUND.code })
    await sweepUploads(services)
    assert.deepEqual(await keysOf(ctx), [`sources/${once.id}`])
    await sweepUploads(services) // nothing left: nothing to do
  })
})
