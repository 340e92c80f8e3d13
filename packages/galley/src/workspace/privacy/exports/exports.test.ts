import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../../../test/people.ts'
import type { Person } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { Client, TestApp } from '../../../../test/test-app.ts'
import { newId } from '../../../platform/id.ts'
import { download, finishExport, openArchive, writeArticle } from '../privacy.fixture.ts'
import { sweepExports } from './sweep-exports.ts'

let test: TestApp
before(async () => {
  test = await createTestApp()
})
after(() => test.close())

const bearer = ({ key }: Client) => ({ authorization: `Bearer ${key}` })
const start = async (client: Pick<Client, 'call'>) => {
  const made = await client.call('POST', '/privacy/exports')
  assert.equal(made.status, 201, made.text)
  return made.json
}
const actionsOf = async (client: Client, subject: string) => {
  const { json } = await client.call('GET', `/audit?subject=${subject}`)
  return json.items.map(({ action }: { action: string }) => action)
}

describe('the archive of a workspace', () => {
  it('holds all rows, all files and readable documents, and nothing secret', async () => {
    const owner = await createPerson(test, { name: 'Olga Owner' })
    await join(test, owner, test.workspaceId, 'owner')
    const { sourceId, documentId } = await writeArticle(test)
    const other = await test.addWorkspace()
    await writeArticle(other, '# Secret of the others\n\nNobody else may ever read about it.')
    const { id } = await start(owner)
    const ready = await finishExport(owner, { id })
    assert.equal(ready.json.status, 'ready', ready.text)
    assert.equal(ready.json.progress, 1)
    const file = await download(test, `/privacy/exports/${id}/download`, {
      cookie: owner.cookie,
    })
    assert.equal(file.status, 200)
    assert.equal(file.headers.get('content-type'), 'application/zip')
    assert.equal(file.bytes.length, ready.json.size)
    const archive = openArchive(file.bytes)
    assert.equal(archive.manifest.version, 1)
    assert.equal(archive.manifest.of, test.workspaceId)
    assert.equal(archive.manifest.entries.length, ready.json.entries)

    const { rows } = await test.database.db.system.execute<{ name: string; count: number }>(sql`
      select 'segments' as name, count(*)::int as count from galley.segments
        where workspace_id = ${test.workspaceId}
      union all select 'document_versions', count(*)::int from galley.document_versions
        where workspace_id = ${test.workspaceId}`)
    for (const { name, count } of rows) {
      assert.equal(archive.rows(name).length, count)
      const entry = archive.manifest.entries.find((one) => one.name === `data/${name}.ndjson`)
      assert.equal(entry?.rows, count)
    }
    assert.deepEqual(
      archive.rows('workspaces').map((row) => row.id),
      [test.workspaceId],
    )
    assert.deepEqual(archive.rows('users'), [
      { id: owner.userId, name: 'Olga Owner', email: owner.email },
    ])
    const [source] = archive.rows('sources')
    assert.equal(source.id, sourceId)
    assert.ok(archive.bytes(`files/${source.storage_key}`).length > 500)
    const [document] = archive.rows('documents')
    assert.equal(document.id, documentId)
    const readable = archive.names.filter((name) => name.startsWith('documents/'))
    assert.equal(readable.length, 1)
    assert.ok(readable[0]!.endsWith('.md'))
    assert.match(archive.text(readable[0]!), /worm/)
    assert.match(archive.text('README.md'), /`rate_buckets`: counters/)
    assert.ok(!archive.names.some((name) => /rate_buckets|idempotency|job_lanes/.test(name)))
    assert.ok(!('hash' in archive.rows('api_keys')[0]))
    assert.ok(!file.bytes.includes('Secret of the others'))
    assert.ok(!file.bytes.includes(other.workspaceId))
    assert.deepEqual(await actionsOf(test, id), ['export.download', 'export.create'])
  })

  it('can be continued where a download broke off', async () => {
    const client = await test.addWorkspace()
    const { id } = await start(client)
    const { json } = await finishExport(client, { id })
    const path = `/privacy/exports/${id}/download`
    const whole = await download(test, path, bearer(client))
    const etag = whole.headers.get('etag')!
    const get = (headers: Record<string, string>) =>
      download(test, path, { ...bearer(client), ...headers })
    const half = Math.floor(json.size / 2)
    const rest = await get({ range: `bytes=${half}-`, 'if-range': etag })
    assert.equal(rest.status, 206)
    assert.equal(rest.headers.get('content-range'), `bytes ${half}-${json.size - 1}/${json.size}`)
    assert.deepEqual(Buffer.concat([whole.bytes.subarray(0, half), rest.bytes]), whole.bytes)
    const last = await get({ range: 'bytes=-10' })
    assert.deepEqual(last.bytes, whole.bytes.subarray(-10))
    const first = await get({ range: 'bytes=0-3' })
    assert.equal(first.headers.get('content-length'), '4')
    assert.deepEqual(first.bytes, whole.bytes.subarray(0, 4))
    // Another file than the one that the download began with.
    assert.equal((await get({ range: 'bytes=5-', 'if-range': '"other"' })).status, 200)
    for (const range of ['bytes=5-1', 'bytes=-', 'bytes=0-1,4-5', 'pages=1-2', 'bytes=a-b']) {
      assert.equal((await get({ range })).status, 200, range)
    }
    for (const range of [`bytes=${json.size}-`, 'bytes=-0']) {
      const refused = await get({ range })
      assert.equal(refused.status, 416, range)
      assert.equal(refused.headers.get('content-range'), `bytes */${json.size}`)
    }
  })

  it('is for owners of this workspace, who see all of it', async () => {
    const client = await test.addWorkspace()
    const { id } = await start(client)
    await finishExport(client, { id })
    const paths = [`/privacy/exports/${id}`, `/privacy/exports/${id}/download`]
    const stranger = await test.addWorkspace()
    const admin = await createPerson(test)
    await join(test, admin, client.workspaceId, 'admin')
    for (const path of paths) {
      assert.equal((await stranger.call('GET', path)).json.code, 'export_not_found')
      const refused = await admin.call('GET', path)
      assert.equal(refused.json.code, 'permission_missing')
    }
    assert.equal((await stranger.call('DELETE', paths[0]!)).status, 404)
    assert.equal((await admin.call('POST', '/privacy/exports')).status, 403)
    const project = await client.call('POST', '/projects', { name: 'Garden' })
    const narrowed = await test.addKey({
      workspaceId: client.workspaceId,
      projectIds: [project.json.id],
    })
    for (const path of ['/privacy/exports', ...paths]) {
      assert.equal((await narrowed.call('GET', path)).json.code, 'privacy_needs_workspace')
    }
    assert.equal((await narrowed.call('POST', '/privacy/exports')).status, 403)
    assert.deepEqual((await stranger.call('GET', '/privacy/exports')).json.items, [])
  })

  it('is made one at a time, however many ask at once', async () => {
    const client = await test.addWorkspace()
    const asked = await Promise.all(
      Array.from({ length: 4 }, () => client.call('POST', '/privacy/exports')),
    )
    const made = asked.filter(({ status }) => status === 201)
    assert.ok(made.length >= 1)
    for (const refused of asked.filter(({ status }) => status !== 201)) {
      assert.equal(refused.json.code, 'export_running')
      assert.match(refused.json.details.export_id, /^exp_/)
    }
    for (const { json } of made) await finishExport(client, { id: json.id })
    await start(client) // and another one once it is there
  })

  it('ends after a week, or when it is deleted: row and bytes', async () => {
    const client = await test.addWorkspace()
    const { id } = await start(client)
    await finishExport(client, { id })
    const second = await start(client)
    await finishExport(client, second)
    const { db, storage } = test.app.services
    const kept = async () => {
      const { objects } = await storage.list(`${client.workspaceId}/exports/`)
      return objects.length
    }
    assert.equal(await kept(), 2)
    assert.equal((await client.call('DELETE', `/privacy/exports/${id}`)).status, 204)
    assert.equal(await kept(), 1)
    assert.equal((await client.call('GET', `/privacy/exports/${id}`)).status, 404)
    assert.equal((await client.call('DELETE', `/privacy/exports/${id}`)).status, 404)
    assert.ok((await actionsOf(client, id)).includes('export.delete'))
    await sweepExports(test.app.services)
    assert.equal((await client.call('GET', '/privacy/exports')).json.items.length, 1)
    await db.system.execute(sql`update galley.privacy_exports
      set expires_at = now() - interval '1 minute' where id = ${second.id}`)
    const path = `/privacy/exports/${second.id}/download`
    assert.equal((await client.call('GET', path)).status, 404)
    await sweepExports(test.app.services)
    assert.equal(await kept(), 0)
    const { rows } = (await db.system.execute(
      sql`select 1 as one from galley.privacy_exports where workspace_id = ${client.workspaceId}`,
    )) as { rows: unknown[] }
    assert.equal(rows.length, 0)
  })
})

describe('an export that is cut off', () => {
  let idle: TestApp
  before(async () => {
    idle = await createTestApp({ hasWorker: false })
  })
  after(() => idle.close())

  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await setTimeout(20)
  }

  it('is begun again by another worker, and leaves nothing half-made', async () => {
    const client = await idle.addWorkspace()
    await plantEvents(idle, client.workspaceId, 20_000)
    const { id } = await start(client)
    const first = await idle.app.startWorker()
    await until(async () => {
      const { json } = await client.call('GET', `/privacy/exports/${id}`)
      return json.progress > 0 || json.status !== 'running'
    })
    await first.stop({ graceMs: 0 })
    const second = await idle.app.startWorker()
    const { json } = await finishExport(client, { id })
    await second.stop({ graceMs: 0 })
    assert.equal(json.status, 'ready')
    const file = await download(idle, `/privacy/exports/${id}/download`, bearer(client))
    assert.ok(openArchive(file.bytes).rows('events').length >= 20_000)
    const { objects } = await idle.app.services.storage.list(`${client.workspaceId}/`)
    assert.equal(objects.length, 1)
  })

  it('ends clean when it, or its workspace, is deleted before it is made', async () => {
    const [one, other] = [await idle.addWorkspace(), await idle.addWorkspace()]
    const doomed = await start(one)
    assert.equal((await one.call('DELETE', `/privacy/exports/${doomed.id}`)).status, 204)
    const { jobId } = { jobId: (await start(other)).job_id }
    await idle.database.db.system.execute(sql`update galley.workspaces
      set deleted_at = now(), purge_after = now() + interval '30 days'
      where id = ${other.workspaceId}`)
    const worker = await idle.app.startWorker()
    const jobOf = async () => {
      const { rows } = await idle.database.db.system.execute<{ status: string; output: object }>(
        sql`select status, output from galley.jobs where id = ${jobId}`,
      )
      return rows[0]!
    }
    await until(async () => (await jobOf()).status === 'succeeded')
    await worker.stop({ graceMs: 0 })
    assert.deepEqual((await jobOf()).output, { outcome: 'given_up' })
    for (const { workspaceId } of [one, other]) {
      const { objects } = await idle.app.services.storage.list(`${workspaceId}/exports/`)
      assert.equal(objects.length, 0)
    }
    const { json } = await one.call('GET', '/privacy/exports')
    assert.deepEqual(json.items, [])
  })

  it('says that it failed when its job was cancelled, and lets another one begin', async () => {
    const client = await idle.addWorkspace()
    const { id, job_id: jobId } = await start(client)
    const cancelled = await client.call('POST', `/jobs/${jobId}/cancel`)
    assert.equal(cancelled.status, 200, cancelled.text)
    const { json } = await client.call('GET', `/privacy/exports/${id}`)
    assert.equal(json.status, 'failed')
    const download = await client.call('GET', `/privacy/exports/${id}/download`)
    assert.equal(download.json.code, 'export_not_ready')
    await start(client)
  })
})

describe('the archive of a person', () => {
  let anna: Person
  before(async () => {
    anna = await createPerson(test, { name: 'Anna Berg' })
  })

  it('holds what is theirs, without what would let somebody in, for nobody else', async () => {
    const ben = await createPerson(test, { name: 'Ben Young' })
    await join(test, anna, test.workspaceId, 'editor')
    await test.database.db.system.execute(sql`
      insert into galley.passkeys (id, user_id, name, public_key, credential_id, counter,
        device_type, backed_up)
      values (${newId('pk')}, ${anna.userId}, 'Phone', 'PUBLICKEY', 'CREDENTIAL', 1, 'x', true)`)
    const at = '/account/exports'
    const made = await anna.call('POST', at)
    assert.equal(made.status, 201, made.text)
    const { id } = made.json
    assert.equal((await finishExport(anna, { id, at })).json.status, 'ready')
    assert.equal((await ben.call('GET', `${at}/${id}`)).status, 404)
    assert.equal((await ben.call('GET', `${at}/${id}/download`)).status, 404)
    assert.equal((await ben.call('DELETE', `${at}/${id}`)).status, 404)
    assert.equal((await test.call('GET', at)).json.code, 'person_required')
    const file = await download(test, `${at}/${id}/download`, { cookie: anna.cookie })
    const archive = openArchive(file.bytes)
    assert.equal(archive.rows('users')[0].email, anna.email)
    assert.equal(archive.rows('users').length, 1)
    assert.equal(archive.rows('passkeys')[0].name, 'Phone')
    assert.deepEqual(
      archive.rows('members').map((row) => row.workspace_id),
      [test.workspaceId],
    )
    assert.ok(archive.rows('sessions').length >= 1)
    const kinds = archive.rows('account_events').map(({ kind }) => kind)
    assert.deepEqual(kinds, ['export.created'])
    const token = decodeURIComponent(anna.cookie).split('=')[1]!.split('.')[0]!
    for (const secret of ['PUBLICKEY', 'CREDENTIAL', token]) {
      assert.ok(!file.bytes.includes(secret), secret)
    }
    assert.ok(!file.bytes.includes(ben.userId))
    const { mail } = JSON.parse(archive.text('preferences.json'))
    assert.deepEqual(mail, { notification: true })
    const log = await anna.call('GET', '/account/security-log')
    const seen = log.json.items.map(({ kind }: { kind: string }) => kind)
    assert.deepEqual(seen, ['export.downloaded', 'export.created'])
    assert.equal((await anna.call('DELETE', `${at}/${id}`)).status, 204)
    assert.deepEqual((await anna.call('GET', at)).json.items, [])
  })

  it('can be had by somebody who is in no workspace', async () => {
    const cleo = await createPerson(test)
    const { json } = await cleo.call('POST', '/account/exports')
    const ready = await finishExport(cleo, { id: json.id, at: '/account/exports' })
    assert.equal(ready.json.status, 'ready')
    const file = await download(test, `/account/exports/${json.id}/download`, {
      cookie: cleo.cookie,
    })
    assert.equal(openArchive(file.bytes).rows('members').length, 0)
  })
})

/** Many small rows, planted beside the API. */
function plantEvents({ database }: TestApp, workspaceId: string, count: number) {
  return database.db.system.execute(sql`
    insert into galley.events (workspace_id, seq, type, actor, subject, data, project_id)
    select ${workspaceId}, 100000 + n, 'thing.done', '{"kind":"system","id":"test"}', 'thing_' || n,
      '{}', ''
    from generate_series(1, ${count}::int) n`)
}
