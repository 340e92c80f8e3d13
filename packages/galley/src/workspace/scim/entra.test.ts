import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { connectDirectory, ENTERPRISE, GROUP, patch, USER } from './scim.fixture.ts'
import type { ConnectedDirectory } from './scim.fixture.ts'

/** The requests that Microsoft Entra ID makes, in its order and its shapes. */
describe('Entra ID', () => {
  let test: TestApp
  let here: ConnectedDirectory
  let id: string
  let groupId: string
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    here = await connectDirectory(test)
  })
  after(() => test.close())

  const find = async (filter: string, kind = 'Users', more = '') =>
    (await here.scim('GET', `/${kind}?filter=${encodeURIComponent(filter)}${more}`)).json
  const change = async (...operations: Record<string, unknown>[]) => {
    const { status, json, text } = await here.scim('PATCH', `/Users/${id}`, patch(...operations))
    assert.equal(status, 200, text)
    return json
  }

  it('tests the connection with a user that cannot be', async () => {
    const found = await find('userName eq "7c5b1a2e-non-existing"')
    assert.deepEqual(found.Resources, [])
    const { status } = await here.scim('GET', '/Users/5d48a0a8e9f04aa38008')
    assert.equal(status, 404)
  })

  it('makes a user', async () => {
    const { status, json, text } = await here.scim('POST', '/Users', {
      schemas: [USER, ENTERPRISE],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: `Anna.Berg@${here.domain}`,
      active: true,
      addresses: [{ primary: false, type: 'work', country: 'CH', formatted: '', locality: 'Bern' }],
      displayName: 'Anna Berg',
      emails: [{ primary: true, type: 'work', value: `anna.berg@${here.domain}` }],
      meta: { resourceType: 'User' },
      name: { familyName: 'Berg', givenName: 'Anna' },
      phoneNumbers: [{ primary: true, type: 'mobile', value: '+41 31 000 00 00' }],
      preferredLanguage: 'de-CH',
      roles: [],
      title: 'Gardener',
      [ENTERPRISE]: { department: 'Beds', manager: { value: 'boss' } },
    })
    assert.equal(status, 201, text)
    id = json.id
    assert.deepEqual(json[ENTERPRISE], { department: 'Beds', manager: { value: 'boss' } })
    assert.deepEqual(json.addresses, [
      { primary: false, type: 'work', country: 'CH', locality: 'Bern' },
    ])
    assert.deepEqual(json.schemas, [USER, ENTERPRISE])
  })

  it('finds it by what it matches by', async () => {
    for (const filter of [
      'externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"',
      `userName eq "anna.berg@${here.domain.toUpperCase()}"`,
      `emails[type eq "work"].value eq "anna.berg@${here.domain}"`,
      `emails.value eq "anna.berg@${here.domain}" and active eq true`,
    ]) {
      const found = await find(filter)
      assert.equal(found.Resources[0]?.id, id, filter)
    }
  })

  it('changes attributes one by one, in its own writing', async () => {
    const json = await change(
      { op: 'Replace', path: 'displayName', value: 'Anna Berger' },
      { op: 'Replace', path: 'name.familyName', value: 'Berger' },
      { op: 'Add', path: 'emails[type eq "other"].value', value: `ab@${here.domain}` },
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+41 31 111 11 11' },
      { op: 'Add', path: `${ENTERPRISE}:employeeNumber`, value: '701984' },
      { op: 'Replace', path: `${ENTERPRISE}:manager`, value: 'other-boss' },
      { op: 'Remove', path: 'title' },
    )
    assert.equal(json.displayName, 'Anna Berger')
    assert.deepEqual(json.name, { familyName: 'Berger', givenName: 'Anna' })
    assert.deepEqual(json.emails, [
      { primary: true, type: 'work', value: `anna.berg@${here.domain}` },
      { type: 'other', value: `ab@${here.domain}` },
    ])
    assert.equal(json.phoneNumbers[0].value, '+41 31 111 11 11')
    assert.deepEqual(json[ENTERPRISE], {
      department: 'Beds',
      manager: { value: 'other-boss' },
      employeeNumber: '701984',
    })
    assert.equal(json.title, undefined)
  })

  it('sends several attributes without a path, with dots and schemas in their names', async () => {
    const json = await change({
      op: 'replace',
      value: {
        displayName: 'Anna B.',
        'name.givenName': 'Anne',
        'emails[type eq "work"].value': `anne@${here.domain}`,
        [`${ENTERPRISE}:department`]: 'Trees',
        userName: `anne@${here.domain}`,
      },
    })
    assert.equal(json.name.givenName, 'Anne')
    assert.equal(json.userName, `anne@${here.domain}`)
    assert.equal(json[ENTERPRISE].department, 'Trees')
    const { json: members } = await here.owner.call('GET', '/members')
    const emails = members.items.map((one: { email: string }) => one.email)
    assert.ok(emails.includes(`anne@${here.domain}`), emails)
  })

  it('switches off and on with words', async () => {
    const off = await change({ op: 'Replace', path: 'active', value: 'False' })
    assert.equal(off.active, false)
    const loose = await change({ op: 'replace', value: { active: 'True' } })
    assert.equal(loose.active, true)
  })

  it('makes groups, and changes who is in them one by one', async () => {
    const made = await here.scim('POST', '/Groups', {
      schemas: [GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'Gardeners',
      meta: { resourceType: 'Group' },
    })
    assert.equal(made.status, 201, made.text)
    groupId = made.json.id
    const looked = await here.scim('GET', `/Groups/${groupId}?excludedAttributes=members`)
    assert.deepEqual(looked.json, made.json)
    const found = await find('displayName eq "Gardeners"', 'Groups', '&excludedAttributes=members')
    assert.equal(found.Resources[0].id, groupId)

    const act = (operation: Record<string, unknown>) =>
      here.scim('PATCH', `/Groups/${groupId}`, patch(operation))
    const isIn = async () =>
      (await find(`id eq "${groupId}" and members eq "${id}"`, 'Groups')).totalResults === 1
    const value = [{ $ref: null, value: id }]
    assert.equal((await act({ op: 'Add', path: 'members', value })).status, 204)
    assert.equal(await isIn(), true)
    assert.equal((await act({ op: 'Add', path: 'members', value })).status, 204)
    assert.equal((await act({ op: 'Remove', path: 'members', value })).status, 204)
    assert.equal(await isIn(), false)
    assert.equal((await act({ op: 'Remove', path: 'members', value })).status, 204)
    const renamed = await act({ op: 'Replace', path: 'displayName', value: 'Planters' })
    assert.equal(renamed.status, 204)
    assert.equal((await here.scim('GET', `/Groups/${groupId}`)).json.displayName, 'Planters')
  })

  it('deletes softly, and then for good', async () => {
    assert.equal((await change({ op: 'Replace', path: 'active', value: 'False' })).active, false)
    assert.equal((await here.scim('DELETE', `/Users/${id}`)).status, 204)
    assert.equal((await here.scim('GET', `/Users/${id}`)).status, 404)
    assert.equal((await here.scim('DELETE', `/Groups/${groupId}`)).status, 204)
  })
})
