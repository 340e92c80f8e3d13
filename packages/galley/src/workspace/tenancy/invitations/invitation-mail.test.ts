import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startSmtpServer } from '../../../../fakes/smtp/index.ts'
import type { SmtpServer } from '../../../../fakes/smtp/index.ts'
import { createPerson } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import { createSmtpMail } from '../../../platform/mail/drivers/smtp.ts'
import { staffWorkspace, verdict } from '../testing.ts'

describe('invitations by mail', () => {
  let smtp: SmtpServer
  let test: TestApp
  before(async () => {
    smtp = await startSmtpServer({ tls: 'none' })
    const from = { name: 'Galley', address: 'galley@example.com' }
    test = await createTestApp({ mail: createSmtpMail({ url: smtp.url, from }) })
  })
  after(async () => {
    await smtp.received(7) // so that nothing is on its way when its ground is taken away
    await test.close()
    await smtp.close()
  })

  const linkIn = (text: string | undefined) => /http\S+\/join#(\S+)/.exec(text ?? '')?.[1]

  it('tell the token to the mailbox alone, and again when asked to, in new words', async () => {
    const { people } = await staffWorkspace(test, { ann: 'owner' })
    const { ann } = people
    const email = 'guest@example.com'
    const invited = await ann.call('POST', '/invitations', { email, role: 'editor' })
    assert.deepEqual([invited.status, invited.json.link], [201, null])
    const [{ mail }] = (await smtp.received(1)) as [Awaited<ReturnType<typeof smtp.received>>[0]]
    assert.equal(mail.subject, 'You are invited to Test')
    const first = linkIn(mail.text)
    assert.match(first!, /^galley_inv_/)
    assert.ok(!invited.text.includes(first!))

    const resent = await ann.call('POST', `/invitations/${invited.json.id}/resend`, {})
    assert.deepEqual([resent.status, resent.json.link], [200, null])
    const second = linkIn((await smtp.received(2))[1]!.mail.text)
    assert.notEqual(second, first)
    const guest = await createPerson(test, { email })
    const accept = (token: string) => guest.call('POST', '/invitations/accept', { token })
    assert.equal(verdict(await accept(first!)), '404 invitation_not_found')
    assert.equal(verdict(await accept(second!)), '200')
  })

  it('flood no mailbox, not from several workspaces either', async () => {
    const places = [
      await staffWorkspace(test, { ann: 'owner' }),
      await staffWorkspace(test, { ann: 'owner' }),
    ]
    const verdicts = []
    for (let mail = 0; mail < 6; mail += 1) {
      const { ann } = places[mail % 2]!.people
      const body = { email: 'flood@example.com', role: 'viewer' }
      verdicts.push(verdict(await ann.call('POST', '/invitations', body)))
    }
    assert.deepEqual(verdicts, [...Array(5).fill('201'), '429 invitation_mails_limited'])
    const { ann } = places[0]!.people
    const link = await ann.call('POST', '/invitations', { role: 'viewer' })
    assert.equal(link.status, 201)
    assert.ok(link.json.link)
  })
})
