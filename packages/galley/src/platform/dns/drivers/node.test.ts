import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startFakeDns } from '../../../../fakes/dns/index.ts'
import type { FakeDns, Fault } from '../../../../fakes/dns/index.ts'
import { UnavailableError } from '../../error.ts'
import { createNodeDns } from './node.ts'

describe('asking for TXT records', () => {
  let server: FakeDns
  before(async () => {
    server = await startFakeDns()
  })
  after(() => server.close())

  const ask = (name: string, timeoutMs = 2000) =>
    createNodeDns({ servers: [server.server], timeoutMs }).resolveTxt(name)

  it('joins the strings of a record, and keeps records apart', async () => {
    const long = 'x'.repeat(255) + 'y'.repeat(45)
    server.set('several.example.org', ['one', ['two', ' and ', 'a half'], long, ''])
    assert.deepEqual(await ask('several.example.org'), ['one', 'two and a half', long, ''])
  })

  it('finds a name in any case, also when the server answers in another', async () => {
    server.set('Case.Example.org', ['here'])
    assert.deepEqual(await ask('cASE.example.ORG'), ['here'])
    server.misbehave('case.example.org', 'other_case')
    assert.deepEqual(await ask('case.example.org'), ['here'])
  })

  it('takes no such name and no such record for an answer', async () => {
    server.set('bare.example.org', [])
    assert.deepEqual(await ask('bare.example.org'), [])
    assert.deepEqual(await ask('unknown.example.org'), [])
    server.misbehave('gone.example.org', 'nxdomain')
    assert.deepEqual(await ask('gone.example.org'), [])
  })

  it('fetches over TCP what is too long for a datagram', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `${index} ${'z'.repeat(190)}`)
    server.set('huge.example.org', many)
    assert.deepEqual(await ask('huge.example.org'), many)
    assert.ok(server.questions.includes('tcp huge.example.org'))
    server.set('cut.example.org', ['short'])
    server.misbehave('cut.example.org', 'truncated')
    assert.deepEqual(await ask('cut.example.org'), ['short'])
  })

  it('follows an alias', async () => {
    server.set('alias.example.org', ['behind'])
    server.misbehave('alias.example.org', 'alias')
    assert.deepEqual(await ask('alias.example.org'), ['behind'])
  })

  it('remembers no answer, since what was missing is looked for again', async () => {
    assert.deepEqual(await ask('later.example.org'), [])
    server.set('later.example.org', ['now'])
    assert.deepEqual(await ask('later.example.org'), ['now'])
    server.remove('later.example.org')
    assert.deepEqual(await ask('later.example.org'), [])
  })

  it('says so when there is no answer', async () => {
    const faults: [Fault, RegExp][] = [
      ['servfail', /SERVFAIL/],
      ['refused', /REFUSED/],
      ['silence', /TIMEOUT|CANCELLED/],
      ['foreign_id', /TIMEOUT|CANCELLED/],
      ['garbage', /BADRESP|TIMEOUT|CANCELLED/],
      ['cut_off', /./],
    ]
    await Promise.all(
      faults.map(async ([fault, reason]) => {
        const name = `${fault.replace('_', '-')}.example.org`
        server.set(name, ['never seen'])
        server.misbehave(name, fault)
        await assert.rejects(ask(name, 300), (error) => {
          assert.ok(error instanceof UnavailableError, fault)
          assert.deepEqual([error.code, error.details.name], ['dns_unreachable', name])
          assert.match(String(error.details.reason), reason)
          return true
        })
      }),
    )
  })

  it('says so when there is no server', async () => {
    const nobody = await startFakeDns()
    await nobody.close()
    const dns = createNodeDns({ servers: [nobody.server], timeoutMs: 500 })
    await assert.rejects(dns.resolveTxt('example.org'), { code: 'dns_unreachable' })
  })
})
