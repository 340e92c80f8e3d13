import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startSmtpServer } from '../../../fakes/smtp/index.ts'
import { readConfig } from '../config.ts'
import { silentLogger } from '../telemetry/contract.ts'
import { openMail } from './open-mail.ts'

describe('the way that mail goes', () => {
  const options = { folder: '/nowhere', logger: silentLogger }

  it('is files without a server, and says so', () => {
    assert.equal(openMail(readConfig({}), options).isDelivering, false)
  })

  it('is the server that is named, from the address that fits where Galley is', async () => {
    const smtp = await startSmtpServer()
    try {
      const cases = [
        [{ PUBLIC_URL: 'https://galley.example' }, 'galley@galley.example'],
        [{ MAIL_FROM: 'News <news@example.org>' }, 'news@example.org'],
        [{}, 'galley@localhost'],
      ] as const
      for (const [environment, address] of cases) {
        const mail = openMail(readConfig({ SMTP_URL: smtp.url, ...environment }), options)
        assert.equal(mail.isDelivering, true)
        const signal = new AbortController().signal
        await mail.send({ to: 'a@example.org', subject: 's', text: 't' }, { id: 'mail_1', signal })
        assert.equal(smtp.messages.at(-1)!.mail.from!.value[0]!.address, address)
        mail.close?.()
      }
    } finally {
      await smtp.close()
    }
  })

  it('is refused at the start when it cannot be one, without telling the password', () => {
    for (const SMTP_URL of ['mail.example.org', 'http://user:hunter2@mail.example.org']) {
      assert.throws(
        () => readConfig({ SMTP_URL }),
        (error: Error) => /SMTP_URL/.test(error.message) && !/hunter2/.test(error.message),
      )
    }
    assert.throws(() => readConfig({ MAIL_FROM: 'Galley' }), /MAIL_FROM must be an address/)
    const nameless = readConfig({ SMTP_URL: 'smtp://mail', PUBLIC_URL: 'http://192.168.1.5:3000' })
    assert.throws(() => openMail(nameless, options), /MAIL_FROM must be set/)
  })
})
