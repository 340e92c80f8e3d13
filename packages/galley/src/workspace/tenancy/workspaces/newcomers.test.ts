import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { createUser, deleteUser } from '../../accounts/index.ts'
import type { NewUser } from '../../accounts/index.ts'
import { createWorkspace, ensureWorkspace } from '../index.ts'

describe('somebody new', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  let count = 0
  const arrive = (origin: NewUser['origin'], name = 'Anna Berg') => {
    const { services } = test.app
    count += 1
    const email = `new${count}@example.com`
    return test.database.db.systemTransaction((tx) =>
      createUser({ services, tx, input: { name, email, emailVerified: true, origin } }),
    )
  }
  const seatsOf = async (userId: string) => {
    const { rows } = await test.database.db.system.execute<{
      workspace_id: string
      name: string
      role: string
      origin: string
    }>(sql`
      select m.workspace_id, w.name, m.role, m.origin from galley.members m
      join galley.workspaces w on w.id = m.workspace_id where m.user_id = ${userId}`)
    return rows
  }

  it('claims the first workspace when there was nobody, and only one does', async () => {
    const first = await ensureWorkspace(test.database.db)
    await test.database.db.systemTransaction((tx) => createWorkspace(tx, 'Another'))
    const undone = test.database.db.systemTransaction(async (tx) => {
      const { services } = test.app
      const input = { name: 'X', email: 'x@example.com', emailVerified: true, origin: 'sign_up' }
      await createUser({ services, tx, input: input as Parameters<typeof createUser>[0]['input'] })
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)

    const people = await Promise.all(Array.from({ length: 5 }, () => arrive('sign_up')))
    const seats = (await Promise.all(people.map(({ id }) => seatsOf(id)))).flat()
    assert.equal(seats.length, 5)
    assert.ok(seats.every(({ role, origin }) => role === 'owner' && origin === 'founder'))
    assert.equal(seats.filter((seat) => seat.workspace_id === first).length, 1)
    const own = seats.filter((seat) => seat.workspace_id !== first)
    assert.deepEqual(new Set(own.map(({ name }) => name)), new Set(['Anna Berg’s workspace']))
    assert.equal(new Set(own.map((seat) => seat.workspace_id)).size, 4)
  })

  it('who was called has no workspace of their own', async () => {
    for (const origin of ['invitation', 'sso', 'scim'] as const) {
      assert.deepEqual(await seatsOf((await arrive(origin)).id), [])
    }
  })

  it('has a workspace with a plain name, whatever they are called', async () => {
    const names = ['a\nb\u202ec', '\u0001', '🪱'.repeat(200)]
    for (const name of names) {
      const [seat] = await seatsOf((await arrive('sign_up', name)).id)
      assert.match(seat!.name, /^[^\n\u0001\u202e]+’s workspace$/u)
      assert.ok([...seat!.name].length <= 80)
    }
  })

  it('does not get the workspace that somebody before them has left with their account', async () => {
    const left = await arrive('sign_up')
    const [seat] = await seatsOf(left.id)
    await deleteUser({ services: test.app.services, input: { userId: left.id } })
    const { rows } = await test.database.db.system.execute<{ id: string }>(sql`
      select id from galley.workspaces
      where id = ${seat!.workspace_id} and deleted_at is not null and purge_after > now()`)
    assert.equal(rows.length, 1)
    const [next] = await seatsOf((await arrive('sign_up')).id)
    assert.notEqual(next!.workspace_id, seat!.workspace_id)
  })
})
