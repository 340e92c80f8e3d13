import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createPerson } from '../../../../test/people.ts'
import { createTestApp } from '../../../../test/test-app.ts'
import type { TestApp } from '../../../../test/test-app.ts'
import type { MailMessage } from '../../../platform/mail/contract.ts'
import { defineMail, queueMail } from '../../mail/index.ts'

const news = defineMail<null>({
  name: 'test.news',
  category: 'notification',
  subject: () => 'News',
  body: () => ({ paragraphs: ['Something happened.'] }),
})
const alarm = defineMail<null>({ ...news, name: 'test.alarm', category: 'security' })

let test: TestApp
const sent: MailMessage[] = []
before(async () => {
  test = await createTestApp({
    mail: { isDelivering: true, send: async (message) => void sent.push(message) },
  })
})
after(() => test.close())

const at = '/account/preferences'

describe('what somebody wants to hear of', () => {
  it('is theirs alone to say, and mail goes by it', async () => {
    const [anna, ben] = [await createPerson(test), await createPerson(test)]
    const wants = async (person: typeof anna) => (await person.call('GET', at)).json.mail
    assert.deepEqual(await wants(anna), { notification: true })
    const off = await anna.call('PATCH', at, { mail: { notification: false } })
    assert.deepEqual(off.json, { mail: { notification: false } })
    assert.deepEqual(await wants(anna), { notification: false })
    assert.deepEqual(await wants(ben), { notification: true })
    const services = test.app.services
    for (const to of [anna.email, ben.email]) {
      await queueMail({ services, input: { to, mail: news, data: null } })
      await queueMail({ services, input: { to, mail: alarm, data: null } })
    }
    const to = ({ email }: typeof anna) => sent.filter((mail) => mail.to === email).length
    // Security mail comes whatever they said, and here last.
    while (to(anna) < 1 || to(ben) < 2) await setTimeout(20)
    assert.equal(to(anna), 1)
    const on = await anna.call('PATCH', at, { mail: { notification: true } })
    assert.deepEqual(on.json, { mail: { notification: true } })
    assert.deepEqual((await anna.call('PATCH', at, {})).json, { mail: { notification: true } })
    const log = await anna.call('GET', '/account/security-log')
    assert.equal(log.json.items[0].kind, 'preferences.changed')
  })

  it('is nothing that a key has, and only what there is', async () => {
    assert.equal((await test.call('GET', at)).json.code, 'person_required')
    const anna = await createPerson(test)
    const refused = await anna.call('PATCH', at, { mail: { security: false } })
    assert.equal(refused.status, 422, refused.text)
  })
})
