import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createDatabase, migrateDatabase } from '../../platform/db/index.ts'
import { readRoutines, testServer } from '../../platform/db/testing.ts'
import { newId } from '../../platform/id.ts'
import { contextOf, write } from './audit.fixture.ts'
import { verifyAudit } from './verify-audit.ts'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))
const FIRST = '20261126000024_initial'
const name = `audit_upgrade_${randomBytes(4).toString('hex')}`

let server: Awaited<ReturnType<typeof testServer>>
let admin: pg.Client
let folder: string
before(async () => {
  server = await testServer()
  admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${name} template template0`)
  folder = await mkdtemp(join(tmpdir(), 'galley-upgrade-'))
  await cp(join(migrationsFolder, FIRST), join(folder, FIRST), { recursive: true })
})
after(async () => {
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('entries from before the chain are in it after an upgrade, and it holds', async () => {
  const address = new URL(server.url)
  address.pathname = `/${name}`
  const url = address.href
  await migrateDatabase({ url, migrationsFolder: folder })
  const old = new pg.Client({ connectionString: url })
  await old.connect()
  const workspaceIds = [newId('ws'), newId('ws')]
  for (let number = 0; number < 10; number += 1) {
    await old.query(
      `insert into galley.audit_entries (id, workspace_id, actor, action, subject, request_id)
       values ($1, $2, '{"kind": "system", "id": "old"}', 'thing.create', 'thing', 'req_old')`,
      [newId('aud'), workspaceIds[number % 2]],
    )
  }
  // A writer of the version before is still at it: the upgrade waits, and takes its entry in too.
  const late = [newId('aud'), workspaceIds[0]]
  await old.query('begin')
  await old.query(
    `insert into galley.audit_entries (id, workspace_id, actor, action, subject, request_id)
     values ($1, $2, '{"kind": "system", "id": "old"}', 'thing.late', 'thing', 'req_old')`,
    late,
  )
  const upgraded = migrateDatabase({ url, migrationsFolder, routines: await readRoutines() })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await old.query('commit')
  await upgraded
  await old.end()

  const db = createDatabase({ url })
  try {
    for (const [index, workspaceId] of workspaceIds.entries()) {
      const ctx = contextOf(db, { workspaceId })
      await write(ctx)
      const found = await verifyAudit({ ctx, input: {} })
      assert.deepEqual([found.isIntact, found.entries], [true, index === 0 ? 7 : 6])
    }
  } finally {
    await db.close()
  }
})
