import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanMessage } from './clean-message.ts'
import { mailServerCodes } from './codes.ts'

const message = { to: 'anna@example.org', subject: 'Hello', text: 'Hello.' }

describe('a message for a driver', () => {
  it('cannot begin a header of its own, wherever somebody tries', () => {
    const evil = 'x\r\nBcc: evil@example.org'
    const clean = cleanMessage({
      ...message,
      from: { name: evil },
      subject: evil,
      headers: { 'List-Unsubscribe': evil },
    })
    assert.equal(clean.from!.name, 'x Bcc: evil@example.org')
    assert.equal(clean.subject, 'x Bcc: evil@example.org')
    assert.equal(clean.headers!['List-Unsubscribe'], 'x Bcc: evil@example.org')
    const header = { code: mailServerCodes.MAIL_HEADER_INVALID.code }
    assert.throws(() => cleanMessage({ ...message, headers: { [evil]: 'x' } }), header)
    const address = { code: mailServerCodes.MAIL_ADDRESS_INVALID.code }
    assert.throws(() => cleanMessage({ ...message, to: `a@example.org\r\nBcc: b@c.org` }), address)
    assert.throws(() => cleanMessage({ ...message, replyTo: 'a@example.org, b@c.org' }), address)
    const from = { name: '', address: 'a@example.org>' }
    assert.throws(() => cleanMessage({ ...message, from }), address)
  })

  it('keeps the lines of its text, and no other control', () => {
    const { text } = cleanMessage({ ...message, text: 'a\r\nb\tc\u0000\u0007\rd' })
    assert.equal(text, 'a\nb\tc\nd')
  })

  it('has a subject that a line can hold, whole characters only', () => {
    const { subject } = cleanMessage({ ...message, subject: '😀'.repeat(100_000) })
    assert.equal(subject, '😀'.repeat(250))
  })

  it('stays the same when it is cleaned again', () => {
    const once = cleanMessage({ ...message, html: '<p>\r\n', subject: ' a\n b ' })
    assert.deepEqual(cleanMessage(once), once)
  })
})
