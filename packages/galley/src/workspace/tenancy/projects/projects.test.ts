import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { seatPerson, staffWorkspace, verdict } from '../testing.ts'

describe('projects', () => {
  let test: TestApp
  before(async () => {
    test = await createTestApp({ hasWorker: false })
  })
  after(() => test.close())

  const namesOf = ({ json }: { json: { items: { name: string }[] } }) =>
    json.items.map(({ name }) => name)

  it('are made, renamed, archived and opened again, by those who may', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner', ed: 'editor' })
    const { ann, ed } = people
    const made = await ann.call('POST', '/projects', { name: ' Spring ', description: 'Issue 1' })
    assert.deepEqual([made.status, made.json.name, made.json.archived_at], [201, 'Spring', null])
    const path = `/projects/${made.json.id}`
    const renamed = await ann.call('PATCH', path, { name: 'Summer' })
    assert.deepEqual([renamed.json.name, renamed.json.description], ['Summer', 'Issue 1'])
    const archived = await ann.call('POST', `${path}/archive`)
    assert.ok(archived.json.archived_at)
    const twice = await ann.call('POST', `${path}/archive`)
    assert.equal(twice.json.archived_at, archived.json.archived_at)
    assert.deepEqual(namesOf(await ed.call('GET', '/projects')), [])
    assert.deepEqual(namesOf(await ed.call('GET', '/projects?status=archived')), ['Summer'])
    assert.deepEqual((await ed.call('GET', path)).json.name, 'Summer')
    assert.equal((await ann.call('POST', `${path}/unarchive`)).json.archived_at, null)
    assert.deepEqual(namesOf(await ed.call('GET', '/projects')), ['Summer'])
    const refused = [
      await ed.call('POST', '/projects', { name: 'Mine' }),
      await ed.call('PATCH', path, { name: 'Mine' }),
      await ed.call('POST', `${path}/archive`),
    ]
    assert.deepEqual(refused.map(verdict), Array(3).fill('403 permission_missing'))
  })

  it('have names of their own in a workspace, however parallel', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner' })
    const other = await staffWorkspace(test, { zoe: 'owner' })
    const make = (name: string, who = people.ann) => who.call('POST', '/projects', { name })
    const race = await Promise.all(['Same', 'same', 'SAME'].map((name) => make(name)))
    const taken = '409 project_name_taken'
    assert.deepEqual(race.map(verdict).sort(), ['201', taken, taken])
    assert.equal(verdict(await make('Same', other.people.zoe)), '201')
    const { json } = await make('Other')
    const renamed = await people.ann.call('PATCH', `/projects/${json.id}`, { name: 'sAME' })
    assert.equal(verdict(renamed), taken)
  })

  it('outside of which somebody is narrowed are not there', async () => {
    const { workspaceId, people } = await staffWorkspace(test, { ann: 'owner' })
    const other = await staffWorkspace(test, { zoe: 'owner' })
    const [one, two] = await Promise.all(
      ['One', 'Two'].map(async (name) => {
        return (await people.ann.call('POST', '/projects', { name })).json.id as string
      }),
    )
    const nora = await seatPerson(test, workspaceId, 'admin', { projectIds: [one!] })
    assert.deepEqual(namesOf(await nora.call('GET', '/projects?status=all')), ['One'])
    for (const who of [nora, other.people.zoe]) {
      const path = `/projects/${two}`
      const answers = [
        await who.call('GET', path),
        await who.call('PATCH', path, { name: 'Mine' }),
        await who.call('POST', `${path}/archive`),
        await who.call('POST', `${path}/unarchive`),
      ]
      assert.deepEqual(answers.map(verdict), Array(4).fill('404 project_not_found'))
    }
    assert.equal(verdict(await nora.call('PATCH', `/projects/${one}`, { name: 'Uno' })), '200')
  })

  it('are listed page by page', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner' })
    for (const name of ['A', 'B', 'C']) await people.ann.call('POST', '/projects', { name })
    const first = await people.ann.call('GET', '/projects?limit=2')
    const second = await people.ann.call('GET', `/projects?cursor=${first.json.next_cursor}`)
    assert.deepEqual([...namesOf(first), ...namesOf(second)], ['A', 'B', 'C'])
  })
})
