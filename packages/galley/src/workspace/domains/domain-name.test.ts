import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDomainName, requireDomainName } from './domain-name.ts'

describe('a domain name', () => {
  it('has one spelling', () => {
    const same: [string, string][] = [
      ['example.org', 'example.org'],
      ['EXAMPLE.Org', 'example.org'],
      ['  mail.example.org. ', 'mail.example.org'],
      ['bücher.example', 'xn--bcher-kva.example'],
      ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
      ['BU\u0308CHER.example', 'xn--bcher-kva.example'],
      ['例え.jp', 'xn--r8jz45g.jp'],
      ['example。org', 'example.org'],
      ['ｅｘａｍｐｌｅ.org', 'example.org'],
      ['☃.net', 'xn--n3h.net'],
      ['a.co.uk', 'a.co.uk'],
      ['wiki.corp.internal', 'wiki.corp.internal'],
    ]
    for (const [given, name] of same) assert.equal(readDomainName(given), name, given)
  })

  it('shows what looks like another name as what it is', () => {
    const cyrillic = readDomainName('ex\u0430mple.org') // the third letter is not a Latin one
    assert.match(cyrillic!, /^xn--/)
    assert.notEqual(cyrillic, 'example.org')
  })

  it('is not an address, a suffix, a local name, or something that URLs would read as one', () => {
    const label = 'a'.repeat(63)
    const refused = [
      '',
      ' ',
      '.',
      'localhost',
      'app.localhost',
      'printer.local',
      'secret.onion',
      '1.0.0.127.in-addr.arpa',
      'com',
      'co.uk',
      'github.io',
      'GitHub.IO.',
      '127.0.0.1',
      '0x7f.1',
      '2130706433',
      '017700000001',
      '１２７.0.0.1',
      '[::1]',
      '::1',
      'example..org',
      '.example.org',
      'example.org..',
      '..',
      '-example.org',
      'example-.org',
      '_dmarc.example.org',
      'a_b.example.org',
      'xn--.org',
      'exa mple.org',
      'exa\tmple.org',
      'exa\nmple.org',
      'exa\u0000mple.org',
      'exa\u00admple.org',
      'exa\u200bmple.org',
      '\ud800.org',
      'https://example.org',
      'example.org/path',
      'example.org:443',
      'user@example.org',
      'example.org?x',
      'example.org#x',
      'example.org\\x',
      'ex%61mple.org',
      '*.example.org',
      "example.org'--",
      `${'a'.repeat(64)}.org`,
      `${label}.${label}.${label}.${label}.org`,
      `${label}.${label}.${label}.${'b'.repeat(40)}.org`, // DNS could hold it, but not the record's name
      `${'a'.repeat(300)}.org`,
      'a.'.repeat(5000) + 'org',
    ]
    for (const given of refused) {
      assert.equal(readDomainName(given), null, JSON.stringify(given.slice(0, 80)))
      assert.throws(() => requireDomainName(given), { code: 'domain_name_invalid' })
    }
  })
})
