import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import SCIMMY from 'scimmy'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { connectDirectory, ENTERPRISE, GROUP, patch, person } from './scim.fixture.ts'
import type { ConnectedDirectory } from './scim.fixture.ts'

const names = ['ada', 'ben', 'cyd', 'dan', 'eve', 'fay']

/** Another implementation of the standard, which knows nothing of ours, judges what we answer. */
describe('by the judgement of SCIMMY', () => {
  let test: TestApp
  let here: ConnectedDirectory
  // oxlint-disable-next-line typescript/no-explicit-any
  let users: any[]
  before(async () => {
    SCIMMY.Schemas.User.extend(SCIMMY.Schemas.EnterpriseUser as never)
    test = await createTestApp({ hasWorker: false })
    here = await connectDirectory(test)
    for (const [index, name] of names.entries()) {
      const { status, text } = await here.scim(
        'POST',
        '/Users',
        person(`${name}@${here.domain}`, {
          active: index % 3 !== 0,
          ...(index % 2 === 0 && { title: `title ${name}`, nickName: name[0] }),
          ...(index % 3 === 1 && { userType: 'employee', externalId: `x-${index}` }),
          name: { givenName: name, familyName: `family ${index}` },
          emails: [
            { value: `${name}@${here.domain}`, type: 'work', primary: true },
            ...(index > 2 ? [{ value: `${name}.home@${here.domain}`, type: 'home' }] : []),
          ],
          ...(index === 5 && { [ENTERPRISE]: { department: 'beds', manager: { value: 'm' } } }),
        }),
      )
      assert.equal(status, 201, text)
    }
    users = (await here.scim('GET', '/Users')).json.Resources
    const members = users.slice(0, 3).map(({ id }) => ({ value: id }))
    await here.scim('POST', '/Groups', { schemas: [GROUP], displayName: 'G', members })
    users = (await here.scim('GET', '/Users')).json.Resources
  })
  after(() => test.close())

  it('users, groups and lists are what the schemas say', async () => {
    for (const user of users) {
      const judged = new SCIMMY.Schemas.User(structuredClone(user), 'out')
      assert.equal(judged.userName, user.userName)
    }
    const { json: groups } = await here.scim('GET', '/Groups')
    for (const group of groups.Resources) {
      const judged = new SCIMMY.Schemas.Group(structuredClone(group), 'out')
      assert.equal(judged.members?.length, 3)
    }
    const list = new SCIMMY.Messages.ListResponse(structuredClone(groups))
    assert.equal(list.totalResults, 1)
  })

  it('refusals are errors of the protocol', async () => {
    for (const answer of [
      await here.scim('GET', '/Users/nobody'),
      await here.scim('GET', '/Users?filter=x'),
      await here.scim('POST', '/Users', person(`ada@${here.domain}`)),
      await here.scim('PATCH', `/Users/${users[0].id}`, patch({ op: 'remove' })),
    ]) {
      // Made of an answer, it throws the error that the answer is, or a TypeError.
      const { scimType, status } = answer.json
      const read = () => Reflect.construct(SCIMMY.Messages.ErrorResponse, [answer.json])
      assert.throws(read, { name: 'SCIMError', scimType, status })
    }
  })

  const filters = [
    'title pr',
    'not (title pr)',
    'active eq true',
    'active eq false and title pr',
    'title pr or active eq true',
    'title pr and active eq true or userType eq "employee"',
    'userType eq "employee" or title pr and active eq true',
    'name.givenName eq "ada"',
    'name.familyName co "family"',
    'name.familyName sw "family 3"',
    'name.familyName ew "4"',
    'name.familyName gt "family 2"',
    'name.familyName le "family 2"',
    'emails[type eq "home"]',
    'emails[type eq "work" and value sw "b"]',
    'externalId eq "x-1" or externalId eq "x-4"',
    'nickName eq "a" or nickName eq "e"',
    'userType ne "employee"',
    'userName sw "c" or userName sw "d"',
    'meta.created gt "2020-01-01T00:00:00Z"',
  ]
  for (const filter of filters) {
    it(`${filter} finds the same`, async () => {
      const { json } = await here.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      const nameOf = ({ userName }: { userName: string }) => userName.split('@')[0]
      const judged = new SCIMMY.Types.Filter(filter).match(structuredClone(users)) as typeof users
      assert.deepEqual(json.Resources.map(nameOf), judged.map(nameOf))
      assert.ok(judged.length > 0, 'the filter shows nothing')
    })
  }

  const changes: Record<string, unknown>[] = [
    { op: 'replace', path: 'title', value: 'other' },
    { op: 'add', path: 'title', value: 'other' },
    { op: 'remove', path: 'title' },
    { op: 'replace', path: 'name.familyName', value: 'other' },
    { op: 'add', path: 'name', value: { middleName: 'M' } },
    { op: 'replace', value: { displayName: 'other', nickName: 'o' } },
    { op: 'add', path: 'phoneNumbers', value: [{ type: 'work', value: '1' }] },
    { op: 'replace', path: 'emails[type eq "work"].display', value: 'shown' },
    { op: 'remove', path: 'emails[type eq "home"]' },
    { op: 'add', path: `${ENTERPRISE}:costCenter`, value: '7' },
  ]
  for (const change of changes) {
    it(`${JSON.stringify(change)} makes the same of a user`, async () => {
      const [{ id }] = users.slice(-1)
      const before = (await here.scim('GET', `/Users/${id}`)).json
      const operation = new SCIMMY.Messages.PatchOp(patch(change) as never)
      const resource = new SCIMMY.Schemas.User(structuredClone(before), 'out')
      // It answers nothing when nothing has changed.
      const judged = ((await operation.apply(resource as never)) ?? resource) as unknown
      const { status, json, text } = await here.scim('PATCH', `/Users/${id}`, patch(change))
      assert.equal(status, 200, text)
      assert.deepEqual(plain(json), plain(JSON.parse(JSON.stringify(judged))))
    })
  }
})

/** Without what changes by itself, and what one leaves away and the other shows as empty. */
function plain(user: Record<string, unknown>): unknown {
  const { meta: _, schemas: __, groups: ___, ...rest } = user
  return JSON.parse(
    JSON.stringify(rest, (_name, value: unknown) =>
      Array.isArray(value)
        ? value.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)),
            )
          : value,
    ),
  )
}
