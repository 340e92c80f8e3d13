import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
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
    assert.deepEqual(off.json.mail, { notification: false })
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
    assert.deepEqual(on.json.mail, { notification: true })
    assert.deepEqual((await anna.call('PATCH', at, {})).json.mail, { notification: true })
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

describe('how somebody likes the studio', () => {
  const defaults = {
    theme: 'system',
    locale: null,
    density: 'comfortable',
    ghost_text: true,
    single_key_shortcuts: true,
    tips: true,
    default_language: null,
    checklist: { is_hidden: false, dismissed: [] },
  }

  it('is merged over the defaults, and null brings a default back', async () => {
    const anna = await createPerson(test)
    const patch = async (body: object) => (await anna.call('PATCH', at, body)).json
    assert.deepEqual((await anna.call('GET', at)).json.studio, defaults)
    const dark = await patch({ studio: { theme: 'dark', checklist: { dismissed: ['brand_set'] } } })
    const checklist = { is_hidden: false, dismissed: ['brand_set'] }
    assert.deepEqual(dark.studio, { ...defaults, theme: 'dark', checklist })
    assert.equal(dark.version, 1)
    const hidden = await patch({ studio: { checklist: { is_hidden: true } } })
    assert.deepEqual(hidden.studio.checklist, { ...checklist, is_hidden: true })
    assert.equal((await patch({ studio: { theme: null } })).studio.theme, 'system')
    assert.deepEqual((await patch({ studio: null })).studio, defaults)
  })

  it('loses nothing when several browsers change it at once', async () => {
    const anna = await createPerson(test)
    await Promise.all([
      anna.call('PATCH', at, { studio: { theme: 'light' } }),
      anna.call('PATCH', at, { studio: { density: 'compact' } }),
      anna.call('PATCH', at, { notifications: { job_finished: 'none' } }),
    ])
    const { studio, notifications } = (await anna.call('GET', at)).json
    assert.deepEqual([studio.theme, studio.density], ['light', 'compact'])
    assert.deepEqual([notifications.job_finished, notifications.job_failed], ['none', 'mail'])
  })

  it('is refused with the place of what is not known or cannot be', async () => {
    const anna = await createPerson(test)
    for (const [body, pointer] of [
      [{ studio: { colour: 'red' } }, '/studio/colour'],
      [{ studio: { theme: 'pink' } }, '/studio/theme'],
      [{ studio: { checklist: { seen: true } } }, '/studio/checklist/seen'],
      [{ studio: { ghostText: false } }, '/studio/ghostText'],
      [{ notifications: { rain: 'mail' } }, '/notifications/rain'],
      [{ notifications: { job_failed: 'fax' } }, '/notifications/job_failed'],
    ] as const) {
      const refused = await anna.call('PATCH', at, body)
      assert.equal(refused.status, 422, refused.text)
      assert.equal(refused.json.errors[0].pointer, pointer, refused.text)
    }
  })

  it('passes over what another release has stored', async () => {
    const anna = await createPerson(test)
    await anna.call('PATCH', at, { studio: { theme: 'dark' } })
    await test.database.db.system.execute(sql`
      update galley.account_preferences set preferences =
        '{"studio":{"theme":"sepia","tips":false,"checklist":[]},"notifications":7}'
      where user_id = ${anna.userId}`)
    const { studio, notifications } = (await anna.call('GET', at)).json
    assert.deepEqual(studio, { ...defaults, tips: false })
    assert.equal(notifications.job_finished, 'app')
  })
})
