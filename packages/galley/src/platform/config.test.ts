import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from './config.ts'
import { InvalidError } from './error.ts'

describe('readConfig', () => {
  it('needs nothing, and takes an empty or blank variable as absent', () => {
    const config = readConfig({ PORT: '', OPENAI_API_KEY: ' ', GALLEY_ROLE: '' })
    assert.deepEqual(config, readConfig({}))
    assert.deepEqual(
      [config.PORT, config.GALLEY_ROLE, config.OPENAI_API_KEY],
      [3000, 'all', undefined],
    )
  })

  it('reads numbers, lists and switches, without the blanks around them', () => {
    const config = readConfig({
      PORT: ' 8080 ',
      GALLEY_MODEL_FALLBACKS: 'a:b, ,c:d',
      GALLEY_ALLOW_PRIVATE_NETWORK: 'true',
      S3_FORCE_PATH_STYLE: '0',
    })
    assert.equal(config.PORT, 8080)
    assert.deepEqual(config.GALLEY_MODEL_FALLBACKS, ['a:b', 'c:d'])
    assert.deepEqual(
      [config.GALLEY_ALLOW_PRIVATE_NETWORK, config.S3_FORCE_PATH_STYLE],
      [true, false],
    )
  })

  it('names every variable that is wrong at once, and shows no value', () => {
    const wrong = {
      PORT: 'hunter2',
      DATABASE_POOL: '1',
      DATABASE_URL: 'postgres://me:hunter2#x@host/db',
      PUBLIC_URL: 'hunter2',
      GALLEY_ROLE: 'hunter2',
      GALLEY_SECRET: 'hunter2',
      GALLEY_WORKER_CONCURRENCY: '1.5',
      LOG_LEVEL: 'hunter2',
    }
    assert.throws(
      () => readConfig(wrong),
      (error: unknown) => {
        assert.ok(error instanceof InvalidError)
        for (const name of Object.keys(wrong))
          assert.match(error.message, new RegExp(`\\b${name} `))
        assert.doesNotMatch(error.message, /hunter2/)
        return true
      },
    )
  })

  it('takes a database by socket, and one whose password is encoded', () => {
    for (const url of ['postgres:///galley?host=/run/postgresql', 'postgresql://a:b%23c@h:1/d']) {
      assert.equal(readConfig({ DATABASE_URL: url }).DATABASE_URL, url)
    }
  })

  it('takes name servers by address, with a port or without', () => {
    const servers = ['192.0.2.53', '192.0.2.53:5353', '[2001:db8::53]', '[::1]:53']
    const read = readConfig({ GALLEY_DNS_SERVERS: servers.join(' , ') })
    assert.deepEqual(read.GALLEY_DNS_SERVERS, servers)
    for (const wrong of [
      'dns.example.org',
      '999.0.0.1',
      '1.2.3',
      '[::g]',
      '::1',
      '1.2.3.4:70000',
    ]) {
      assert.throws(() => readConfig({ GALLEY_DNS_SERVERS: wrong }), InvalidError, wrong)
    }
  })
})
