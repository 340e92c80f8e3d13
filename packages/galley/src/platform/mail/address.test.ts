import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isMailbox, oneLine, parseAddress, parseMailbox } from './address.ts'
import { mailServerCodes } from './codes.ts'

describe('an address', () => {
  const good: [written: string, read: string][] = [
    ['anna@example.org', 'anna@example.org'],
    [' Anna.B+news@Example.ORG\n', 'Anna.B+news@example.org'],
    ["o'neill@example.org", "o'neill@example.org"],
    ['anna@müller.example', 'anna@xn--mller-kva.example'],
    ['anna@xn--mller-kva.example', 'anna@xn--mller-kva.example'],
    ['用户@例子.example', '用户@xn--fsqu00a.example'],
    ['galley@localhost', 'galley@localhost'],
  ]
  for (const [written, read] of good) {
    it(`is read: ${JSON.stringify(written)}`, () => assert.equal(parseAddress(written), read))
  }

  const bad = [
    '',
    'anna',
    'anna@',
    '@example.org',
    'anna@@example.org',
    'anna@example.org,bert@example.org',
    'anna@example.org bert@example.org',
    'Anna <anna@example.org>',
    'anna@example.org>',
    '"a b"@example.org',
    'anna@example.org\r\nBcc: bert@example.org',
    'anna\r\n@example.org',
    'anna\u0000@example.org',
    '.anna@example.org',
    'an..na@example.org',
    'anna@exa mple.org',
    'anna@-example.org',
    'anna@example..org',
    'anna@example.org.',
    'anna@[127.0.0.1]',
    'anna@127.0.0.1',
    'anna@2130706433',
    'anna@0x7f.1',
    'anna@example.org:25',
    'anna@example.org/path',
    'anna@%65xample.org',
    `${'a'.repeat(65)}@example.org`,
    `anna@${'a'.repeat(64)}.org`,
    `anna@${'abcdefgh.'.repeat(30)}org`,
    `anna@${'a'.repeat(1_000_000)}`,
  ]
  for (const written of bad) {
    it(`is refused, and not repeated: ${JSON.stringify(written.slice(0, 60))}`, () => {
      assert.throws(
        () => parseAddress(written),
        (error: Error & { code: string }) => {
          assert.equal(error.code, mailServerCodes.MAIL_ADDRESS_INVALID.code)
          assert.equal(error.message, mailServerCodes.MAIL_ADDRESS_INVALID.message)
          return true
        },
      )
    })
  }
})

describe('a mailbox', () => {
  it('is an address, or a name and an address', () => {
    const address = 'galley@example.org'
    assert.deepEqual(parseMailbox('galley@example.org'), { name: '', address })
    assert.deepEqual(parseMailbox('Galley <galley@example.org>'), { name: 'Galley', address })
    assert.deepEqual(parseMailbox('"Galley, Inc." <galley@example.org>'), {
      name: 'Galley, Inc.',
      address,
    })
    assert.ok(!isMailbox('Galley'))
    assert.ok(!isMailbox('Galley <galley>'))
    assert.ok(!isMailbox('a@example.org, b@example.org'))
  })
})

it('text for a header is one line, in reading order', () => {
  assert.equal(oneLine('a\r\nBcc: b\u2028c\u0000d'), 'a Bcc: b c d')
  assert.equal(oneLine('invoice\u202Efdp.exe'), 'invoicefdp.exe')
  assert.equal(oneLine('\uD800x'), '\uFFFDx')
})
