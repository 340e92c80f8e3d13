import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import {
  connectDirectory,
  ENTERPRISE,
  GROUP,
  patch,
  PATCH,
  person,
  USER,
  verdictOf,
} from './scim.fixture.ts'
import type { ConnectedDirectory } from './scim.fixture.ts'

/** Requests and their exact answers, as RFC 7643 and 7644 want them. */
describe('the protocol', () => {
  let test: TestApp
  let here: ConnectedDirectory
  const ids: Record<string, string> = {}
  let groupId: string
  before(async () => {
    test = await createTestApp({ hasWorker: false })
    here = await connectDirectory(test)
    const at = (name: string) => `${name}@${here.domain}`
    const bodies = [
      person(at('bjensen'), {
        externalId: 'bj-1',
        name: { givenName: 'Barbara', familyName: "O'Malley" },
        displayName: 'Babs',
        title: 'Tour Guide',
        userType: 'Employee',
        emails: [
          { value: at('bjensen'), type: 'work', primary: true },
          { value: at('babs'), type: 'home' },
        ],
        [ENTERPRISE]: { department: 'Tours' },
      }),
      person(at('jsmith'), { name: { familyName: 'Smith' }, userType: 'Intern' }),
      person(at('kim'), { active: false, externalId: 'BJ-1', displayName: 'Kim 100%_\\' }),
    ]
    for (const body of bodies) {
      const { status, json, text } = await here.scim('POST', '/Users', body)
      assert.equal(status, 201, text)
      ids[body.userName.split('@')[0]!] = json.id
    }
    const group = { schemas: [GROUP], displayName: 'Guides', members: [{ value: ids.bjensen }] }
    groupId = (await here.scim('POST', '/Groups', group)).json.id
  })
  after(() => test.close())

  const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id)
  const find = async (filter: string) => {
    const answer = await here.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    if (answer.status !== 200) return verdictOf(answer)
    return answer.json.Resources.map((one: { id: string }) => nameOf(one.id)).join(' ')
  }

  describe('filters', () => {
    const all = 'bjensen jsmith kim'
    /** Those of RFC 7644 §3.4.2.2, and more. */
    const filters: [filter: string, found: string][] = [
      ['userName sw "BJ"', 'bjensen'],
      ['userName Eq "nobody"', ''],
      [`name.familyName co "O'Malley"`, 'bjensen'],
      ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', 'jsmith'],
      ['title pr', 'bjensen'],
      ['not (title pr)', 'jsmith kim'],
      ['meta.lastModified gt "2011-05-13T04:42:34Z"', all],
      ['meta.lastModified lt "2011-05-13T04:42:34Z"', ''],
      ['title pr and userType eq "Employee"', 'bjensen'],
      ['title pr or userType eq "Intern"', 'bjensen jsmith'],
      [`schemas eq "${ENTERPRISE}"`, '400 invalidFilter'],
      ['userType eq "Employee" and (emails co "example" or emails.value co "x.org")', 'bjensen'],
      ['userType ne "Employee" and not (emails co "bjensen" or emails.value co "x")', ''],
      ['userType eq "Employee" and (emails.type eq "work")', 'bjensen'],
      ['userType eq "Employee" and emails[type eq "work" and value co "example"]', 'bjensen'],
      ['emails[type eq "home" and value co "bjensen"]', ''],
      [
        'emails[type eq "work" and value co "bj"] or emails[type eq "work" and value co "kim"]',
        'bjensen kim',
      ],
      ['active eq true', 'bjensen jsmith'],
      ['active eq "False"', 'kim'],
      ['active ne true', 'kim'],
      ['active pr', all],
      ['externalId eq "bj-1"', 'bjensen'],
      ['externalId eq "BJ-1"', 'kim'],
      ['externalId eq null', 'jsmith'],
      ['userType ne "Intern"', 'bjensen kim'],
      ['displayName co "%"', 'kim'],
      ['displayName co "_"', 'kim'],
      ['displayName ew "\\\\"', 'kim'],
      ['displayName gt "c"', 'kim'],
      ['displayName le "babs"', 'bjensen'],
      ['displayName eq "BABS" or userName sw "kim" and active eq true', 'bjensen'],
      ['(displayName eq "BABS" or userName sw "kim") and active eq false', 'kim'],
      [`${ENTERPRISE}:department eq "tours"`, 'bjensen'],
      ['groups.display eq "guides"', 'bjensen'],
      ['groups pr', 'bjensen'],
      ['id pr', all],
      ['meta.resourceType eq "User"', all],
      // What cannot be read, or is not there.
      ['userName', '400 invalidFilter'],
      ['userName eq', '400 invalidFilter'],
      ['userName eq bjensen', '400 invalidFilter'],
      ['userName eq "a', '400 invalidFilter'],
      ['userName eq "a" and', '400 invalidFilter'],
      ['userName eq "a" "b"', '400 invalidFilter'],
      ['userName like "a"', '400 invalidFilter'],
      ['(userName eq "a"', '400 invalidFilter'],
      ['userName eq "a")', '400 invalidFilter'],
      ['not userName eq "a"', '400 invalidFilter'],
      ['emails[type eq "work"', '400 invalidFilter'],
      ['emails[emails[type eq "a"]]', '400 invalidFilter'],
      ['name[givenName eq "a"]', '400 invalidFilter'],
      ['password eq "a"', '400 invalidFilter'],
      ['userName.value eq "a"', '400 invalidFilter'],
      ['active gt true', '400 invalidFilter'],
      ['active eq "perhaps"', '400 invalidFilter'],
      ['userName eq 5', '400 invalidFilter'],
      ['userName gt null', '400 invalidFilter'],
      ['meta.created eq "yesterday"', '400 invalidFilter'],
      ['meta.created eq "+275760-09-13T00:00:00.001Z"', '400 invalidFilter'],
      // Not attributes, whatever they are elsewhere.
      ['__proto__ pr', '400 invalidFilter'],
      ['constructor.name eq "Object"', '400 invalidFilter'],
      ['name.__proto__ pr', '400 invalidFilter'],
      ['emails.constructor pr', '400 invalidFilter'],
      ['toString pr', '400 invalidFilter'],
      ['hasOwnProperty pr', '400 invalidFilter'],
      [`userName eq "'; drop table galley.users; --"`, ''],
      ['userName eq "\\u0000"', '400 invalidFilter'],
      ['userName eq "\\ud800"', '400 invalidFilter'],
      ["userName eq 'a' or 1=1", '400 invalidFilter'],
    ]
    for (const [filter, found] of filters) {
      it(`${filter} → ${found || 'nobody'}`, async () => assert.equal(await find(filter), found))
    }

    it('are limited in length, number and depth, and read in one pass', async () => {
      const long: string[] = [
        `userName eq "${'a'.repeat(2000)}"`,
        Array.from({ length: 60 }, () => 'id pr').join(' or '),
        `${'('.repeat(20)}id pr${')'.repeat(20)}`,
        `${'not ('.repeat(20)}id pr${')'.repeat(20)}`,
        '('.repeat(1999),
        '"'.repeat(1999),
        '\\'.repeat(1999),
        `emails[${'emails['.repeat(200)}`,
        'userName eq "\u0000"',
      ]
      for (const filter of long) assert.equal(await find(filter), '400 invalidFilter')
      assert.equal(await find(Array.from({ length: 50 }, () => 'id pr').join(' or ')), all)
    })
  })

  describe('lists', () => {
    const list = async (query: string, kind = 'Users') => {
      const { json } = await here.scim('GET', `/${kind}?${query}`)
      const { totalResults, startIndex, itemsPerPage, Resources } = json
      return [totalResults, startIndex, itemsPerPage, Resources.length]
    }

    it('have pages from 1', async () => {
      assert.deepEqual(await list('startIndex=1&count=2'), [3, 1, 2, 2])
      assert.deepEqual(await list('startIndex=3&count=2'), [3, 3, 1, 1])
      assert.deepEqual(await list('startIndex=9&count=2'), [3, 9, 0, 0])
      assert.deepEqual(await list('startIndex=0&count=-5'), [3, 1, 0, 0])
      assert.deepEqual(await list('count=0'), [3, 1, 0, 0])
      assert.deepEqual(await list('count=99999999'), [3, 1, 3, 3])
      assert.deepEqual(await list('count=1', 'Groups'), [1, 1, 1, 1])
      for (const query of ['count=a', 'startIndex=1.5', 'count=1e99', 'startIndex=%00']) {
        assert.equal(verdictOf(await here.scim('GET', `/Users?${query}`)), '400 invalidValue')
      }
    })

    it('show the attributes that are wanted', async () => {
      const keys = async (query: string) => {
        const { json } = await here.scim('GET', `/Users/${ids.bjensen}?${query}`)
        return json
      }
      assert.deepEqual(await keys('attributes=userName'), {
        schemas: [USER, ENTERPRISE],
        id: ids.bjensen,
        userName: `bjensen@${here.domain}`,
      })
      const parts = await keys(
        `attributes=NAME.givenName,emails.type,${ENTERPRISE}:department,${USER}:title`,
      )
      assert.deepEqual(parts, {
        schemas: [USER, ENTERPRISE],
        id: ids.bjensen,
        name: { givenName: 'Barbara' },
        title: 'Tour Guide',
        emails: [{ type: 'work' }, { type: 'home' }],
        [ENTERPRISE]: { department: 'Tours' },
      })
      const less = await keys(
        `excludedAttributes=id,schemas,meta,emails.value,name,groups,${ENTERPRISE}`,
      )
      assert.deepEqual(Object.keys(less).sort(), [
        'active',
        'displayName',
        'emails',
        'externalId',
        'id',
        'schemas',
        'title',
        'userName',
        'userType',
      ])
      assert.deepEqual(less.emails[0], { type: 'work', primary: true })
      for (const query of [
        'attributes=id&excludedAttributes=name',
        'attributes=__proto__',
        'attributes=,',
        `attributes=${'a,'.repeat(2000)}a`,
      ]) {
        const answer = await here.scim('GET', `/Users/${ids.bjensen}?${query}`)
        assert.equal(verdictOf(answer), '400 invalidValue', query.slice(0, 50))
      }
    })
  })

  describe('describing itself', () => {
    it('says what it can', async () => {
      const { json } = await here.scim('GET', '/ServiceProviderConfig')
      assert.deepEqual(
        ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag'].map(
          (name) => json[name].supported,
        ),
        [true, false, true, false, false, true],
      )
      assert.equal(json.authenticationSchemes[0].type, 'oauthbearertoken')
      const { json: types } = await here.scim('GET', '/ResourceTypes')
      assert.deepEqual(
        types.Resources.map(({ id, endpoint }: Record<string, string>) => [id, endpoint]),
        [
          ['User', '/Users'],
          ['Group', '/Groups'],
        ],
      )
      const { json: schemas } = await here.scim('GET', '/Schemas')
      assert.deepEqual(
        schemas.Resources.map(({ id }: { id: string }) => id),
        [USER, GROUP, ENTERPRISE],
      )
      const { json: one } = await here.scim('GET', `/Schemas/${encodeURIComponent(USER)}`)
      assert.equal(one.meta.location, `http://localhost:3000/api/scim/v2/Schemas/${USER}`)
      const userName = one.attributes.find(({ name }: { name: string }) => name === 'userName')
      assert.equal(userName.required, true)
      assert.equal((await here.scim('GET', `/ResourceTypes/User`)).json.schema, USER)
    })

    const refusals: [method: string, path: string, verdict: string][] = [
      ['GET', '/Schemas?filter=id%20pr', '403'],
      ['GET', '/Schemas/urn:nothing', '404'],
      ['GET', '/Schemas/%E0%A4%A', '404'],
      ['POST', '/ServiceProviderConfig', '405'],
      ['POST', '/Bulk', '501'],
      ['GET', '/Me', '501'],
      ['POST', '/.search', '501'],
      ['POST', '/Users/.search', '501'],
      ['GET', '/', '404'],
      ['GET', '/users', '404'],
      ['GET', '/Users/%00', '404'],
      ['GET', '/Users/__proto__', '404'],
      ['GET', '/Users/a/b', '404'],
      ['GET', '/constructor', '404'],
      ['DELETE', '/Users', '405'],
      ['POST', '/Groups/scg_1', '405'],
    ]
    for (const [method, path, verdict] of refusals) {
      it(`${method} ${path} → ${verdict}`, async () => {
        const body = method === 'POST' ? {} : undefined
        const { status, json, headers } = await here.scim(method, path, body)
        assert.equal(String(status), verdict)
        assert.deepEqual(json.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
        assert.equal(json.status, verdict)
        assert.ok(json.detail)
        assert.equal(headers.get('content-type'), 'application/scim+json')
        assert.equal(headers.has('allow'), status === 405)
      })
    }
  })

  describe('writes', () => {
    const refusedUsers: [what: string, body: () => unknown, verdict: string][] = [
      ['no JSON', () => '{', '400 invalidSyntax'],
      ['a list', () => [], '400 invalidSyntax'],
      ['no schemas', () => ({ userName: 'a' }), '400 invalidSyntax'],
      ['another schema', () => ({ ...person('a'), schemas: [GROUP] }), '400 invalidSyntax'],
      ['no name', () => ({ schemas: [USER] }), '400 invalidValue'],
      ['a name that is no text', () => ({ schemas: [USER], userName: {} }), '400 invalidValue'],
      ['no address', () => ({ schemas: [USER], userName: 'anna' }), '400 invalidValue'],
      ['an address that is none', () => person('a b@c'), '400 invalidValue'],
      ['a long name', () => person(`${'a'.repeat(300)}@x.example`), '400 invalidValue'],
      ['a huge text', () => person('a@x.example', { title: 'x'.repeat(5000) }), '400 invalidValue'],
      [
        'many large texts',
        () =>
          person('a@x.example', {
            photos: Array.from({ length: 20 }, (_, index) => ({
              value: `${index}${'x'.repeat(4000)}`,
            })),
          }),
        '400 invalidValue',
      ],
      [
        'many values',
        () =>
          person('a@x.example', {
            emails: Array.from({ length: 101 }, () => ({ value: 'a@x.example' })),
          }),
        '400 invalidValue',
      ],
      ['a number as text', () => person('a@x.example', { title: 5 }), '400 invalidValue'],
      ['a text as name', () => person('a@x.example', { name: 'Anna' }), '400 invalidValue'],
      ['active: 1', () => person('a@x.example', { active: 1 }), '400 invalidValue'],
      ['NUL', () => person('a\u0000@x.example'), '400 invalidSyntax'],
      [
        'half a pair',
        () => JSON.stringify(person('a@x.example')).replace('"work"', '"\\ud800"'),
        '400 invalidSyntax',
      ],
      ['__proto__', () => '{"schemas":[],"__proto__":{"isAdmin":true}}', '400 invalidSyntax'],
      [
        'constructor, deep inside',
        () => person('a', { name: { constructor: { prototype: {} } } }),
        '400 invalidSyntax',
      ],
      [
        'a deep nest',
        () => `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
        '400 invalidSyntax',
      ],
      ['a megabyte', () => person('a@x.example', { title: 'x'.repeat(1_000_001) }), '413'],
    ]
    for (const [what, body, verdict] of refusedUsers) {
      it(`a user with ${what} → ${verdict}`, async () => {
        assert.equal(verdictOf(await here.scim('POST', '/Users', body())), verdict)
      })
    }

    const refusedPatches: [what: string, body: () => unknown, verdict: string][] = [
      ['no schema', () => ({ Operations: [] }), '400 invalidSyntax'],
      ['no operations', () => patch(), '400 invalidSyntax'],
      [
        'operations that are none',
        () => ({ schemas: [PATCH], Operations: 'x' }),
        '400 invalidSyntax',
      ],
      ['an unknown operation', () => patch({ op: 'move', path: 'title' }), '400 invalidSyntax'],
      ['no value', () => patch({ op: 'add', path: 'title' }), '400 invalidValue'],
      ['a value that is none', () => patch({ op: 'add', value: 'x' }), '400 invalidValue'],
      ['a removal of everything', () => patch({ op: 'remove' }), '400 noTarget'],
      [
        'an unknown attribute',
        () => patch({ op: 'add', path: 'shoeSize', value: '9' }),
        '400 invalidPath',
      ],
      [
        'an unknown part',
        () => patch({ op: 'add', path: 'name.first', value: 'x' }),
        '400 invalidPath',
      ],
      [
        'a part of a text',
        () => patch({ op: 'add', path: 'title.first', value: 'x' }),
        '400 invalidPath',
      ],
      [
        'a filter on a text',
        () => patch({ op: 'add', path: 'title[a eq "b"]', value: 'x' }),
        '400 invalidPath',
      ],
      [
        'a path that is none',
        () => patch({ op: 'add', path: 'a b', value: 'x' }),
        '400 invalidPath',
      ],
      [
        'half a filter',
        () => patch({ op: 'add', path: 'emails[type', value: 'x' }),
        '400 invalidFilter',
      ],
      [
        'a foreign schema',
        () => patch({ op: 'add', path: 'urn:x:y:title', value: 'x' }),
        '400 invalidPath',
      ],
      ['an id', () => patch({ op: 'replace', path: 'id', value: 'x' }), '400 mutability'],
      [
        'groups',
        () => patch({ op: 'add', path: 'groups', value: [{ value: 'x' }] }),
        '400 mutability',
      ],
      [
        'a meta',
        () => patch({ op: 'replace', path: 'meta.version', value: 'x' }),
        '400 mutability',
      ],
      [
        'no such value',
        () => patch({ op: 'replace', path: 'emails[type eq "fax"].value', value: 'x' }),
        '400 noTarget',
      ],
      ['no userName left', () => patch({ op: 'remove', path: 'userName' }), '400 invalidValue'],
      [
        'a wrong flag',
        () => patch({ op: 'replace', path: 'active', value: 'maybe' }),
        '400 invalidValue',
      ],
      [
        '__proto__ as path',
        () => patch({ op: 'add', path: '__proto__.isAdmin', value: true }),
        '400 invalidPath',
      ],
      [
        'constructor as path',
        () => patch({ op: 'add', path: 'constructor.prototype', value: {} }),
        '400 invalidPath',
      ],
      [
        '__proto__ as part',
        () => patch({ op: 'add', path: 'name.__proto__', value: {} }),
        '400 invalidPath',
      ],
      [
        '__proto__ behind a filter',
        () => patch({ op: 'add', path: 'emails[type eq "work"].__proto__', value: {} }),
        '400 invalidPath',
      ],
      [
        '__proto__ in a filter',
        () => patch({ op: 'add', path: 'emails[__proto__ eq "x"].value', value: 'x' }),
        '400 invalidFilter',
      ],
      [
        '__proto__ in a value',
        () => '{"schemas":[],"Operations":[{"op":"add","value":{"__proto__":{"a":1}}}]}',
        '400 invalidSyntax',
      ],
      [
        'NUL in a filter',
        () => patch({ op: 'add', path: 'emails[type eq "\\u0000"].value', value: 'x' }),
        '400 invalidFilter',
      ],
      [
        'too many operations',
        () => patch(...Array.from({ length: 1001 }, () => ({ op: 'remove', path: 'title' }))),
        '400 invalidSyntax',
      ],
      [
        'too many attributes',
        () =>
          patch({
            op: 'add',
            value: Object.fromEntries(
              Array.from({ length: 2000 }, (_, i) => [`emails[type eq "${i}"].value`, 'x']),
            ),
          }),
        '400 invalidSyntax',
      ],
      [
        'a list without end',
        () =>
          patch(
            ...Array.from({ length: 200 }, (_, index) => ({
              op: 'add',
              path: 'ims',
              value: [{ value: `${index}` }],
            })),
          ),
        '400 invalidValue',
      ],
    ]
    for (const [what, body, verdict] of refusedPatches) {
      it(`a PATCH with ${what} → ${verdict}, and nothing changes`, async () => {
        const path = `/Users/${ids.bjensen}`
        const { json: before } = await here.scim('GET', path)
        assert.equal(verdictOf(await here.scim('PATCH', path, body())), verdict)
        assert.deepEqual((await here.scim('GET', path)).json, before)
        assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
      })
    }

    const refusedGroupPatches: [what: string, operation: object, verdict: string][] = [
      [
        'another filter on members',
        { op: 'remove', path: 'members[display sw "a"]' },
        '400 invalidPath',
      ],
      ['part of members', { op: 'add', path: 'members.value', value: 'x' }, '400 invalidPath'],
      [
        'members without ids',
        { op: 'add', path: 'members', value: [{ display: 'x' }] },
        '400 invalidValue',
      ],
      ['no name left', { op: 'remove', path: 'displayName' }, '400 invalidValue'],
      ['an id', { op: 'replace', path: 'id', value: 'x' }, '400 mutability'],
      ['an unknown attribute', { op: 'add', path: 'owner', value: 'x' }, '400 invalidPath'],
      ['a role', { op: 'add', path: 'role', value: 'admin' }, '400 invalidPath'],
      [
        'ten thousand strangers',
        {
          op: 'add',
          path: 'members',
          value: Array.from({ length: 10_000 }, (_, i) => ({ value: `scu_${i}` })),
        },
        '400 invalidValue',
      ],
      [
        'thirty thousand strangers',
        {
          op: 'add',
          path: 'members',
          value: Array.from({ length: 30_000 }, (_, i) => ({ value: `scu_${i}` })),
        },
        '400 invalidValue',
      ],
    ]
    for (const [what, operation, verdict] of refusedGroupPatches) {
      it(`a group's PATCH with ${what} → ${verdict}, and nothing changes`, async () => {
        const path = `/Groups/${groupId}`
        const { json: before } = await here.scim('GET', path)
        assert.equal(verdictOf(await here.scim('PATCH', path, patch({ ...operation }))), verdict)
        assert.deepEqual((await here.scim('GET', path)).json, before)
      })
    }

    it('of what is the same change nothing', async () => {
      const path = `/Users/${ids.bjensen}`
      const { json: before } = await here.scim('GET', path)
      const same = await here.scim('PUT', path, before)
      assert.deepEqual([same.status, same.json], [200, before])
      const patched = await here.scim(
        'PATCH',
        path,
        patch({ op: 'replace', path: 'title', value: 'Tour Guide' }),
      )
      assert.equal(patched.json.meta.version, before.meta.version)
    })

    it('of a user take out what a PUT does not say, but no password in', async () => {
      const path = `/Users/${ids.jsmith}`
      const body = person(`jsmith@${here.domain}`, { password: 'x', shoeSize: 9, id: 'other' })
      const { json } = await here.scim('PUT', path, body)
      assert.equal(json.id, ids.jsmith)
      assert.deepEqual([json.name, json.password, json.shoeSize], [undefined, undefined, undefined])
    })

    it('of one value that is primary make the others not', async () => {
      const path = `/Users/${ids.jsmith}`
      const value = [{ value: `js@${here.domain}`, type: 'home', primary: true }]
      const { json } = await here.scim('PATCH', path, patch({ op: 'add', path: 'emails', value }))
      const primary = json.emails.map((one: { primary: boolean }) => one.primary)
      assert.deepEqual(primary, [false, true])
    })

    it('are bound to a version when they say so', async () => {
      const path = `/Users/${ids.kim}`
      const { json, headers } = await here.scim('GET', path)
      const tag = headers.get('etag')!
      assert.equal(json.meta.version, tag)
      const unchanged = await here.scim('GET', path, undefined, { 'if-none-match': tag })
      assert.deepEqual([unchanged.status, unchanged.text], [304, ''])
      const set = (title: string, ifMatch: string) =>
        here.scim('PATCH', path, patch({ op: 'add', path: 'title', value: title }), {
          'if-match': ifMatch,
        })
      assert.equal((await set('A', tag)).status, 200)
      assert.equal((await set('B', tag)).status, 412)
      assert.equal((await set('C', '*')).status, 200)
      const stale = await here.scim('DELETE', path, undefined, { 'if-match': tag })
      assert.equal(stale.status, 412)
      assert.equal((await here.scim('GET', path)).json.title, 'C')
    })

    it('come as JSON only', async () => {
      const type = { 'content-type': 'text/plain' }
      const answer = await here.scim('POST', '/Users', person('a@x.example'), type)
      assert.equal(answer.status, 415)
      const bytes = new Uint8Array([0x7b, 0xff, 0x7d])
      const response = await test.app.fetch(
        new Request('http://localhost:3000/api/scim/v2/Users', {
          method: 'POST',
          headers: {
            authorization: `Bearer ${here.token}`,
            'content-type': 'application/scim+json',
          },
          body: bytes,
        }),
      )
      assert.equal(response.status, 400)
    })
  })
})

describe('a directory that asks too much', () => {
  it('is told when to come back, with a wrong token and with a right one', async () => {
    const test = await createTestApp({
      hasWorker: false,
      environment: { GALLEY_RATE_LIMIT_PER_MINUTE: '5' },
    })
    after(() => test.close())
    const { scim } = await connectDirectory(test)
    const ask = async (headers?: Record<string, string>) => {
      const answers = []
      for (let time = 0; time < 6; time += 1)
        answers.push(await scim('GET', '/Users', undefined, headers))
      return answers
    }
    for (const [headers, status] of [
      [undefined, 200],
      [{ authorization: `Bearer galley_scim_${'x'.repeat(43)}` }, 401],
    ] as const) {
      const answers = await ask(headers)
      assert.deepEqual(
        answers.map((one) => one.status),
        [...Array.from({ length: 5 }, () => status), 429],
      )
      const last = answers.at(-1)!
      assert.ok(Number(last.headers.get('retry-after')) >= 1)
      assert.equal(last.json.status, '429')
    }
  })
})
