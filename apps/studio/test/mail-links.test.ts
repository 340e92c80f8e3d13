import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { createStudioSite, openPage } from './studio-site.ts'
import type { StudioPerson, StudioSite } from './studio-site.ts'

describe('links in mail', { skip: noBrowser, timeout: 60_000 }, () => {
  let site: StudioSite
  let anna: StudioPerson
  before(async () => {
    site = await createStudioSite()
    anna = await site.person()
  })
  after(() => site.close())

  it('a forgotten password: the mail leads to where a new one is chosen', async () => {
    const context = await site.browser.newContext({ baseURL: site.origin, locale: 'en-GB' })
    const page = await openPage({ context }, '/forgot-password')
    await page.getByLabel('E-mail address').fill(anna.email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    const mail = await site.mailTo(anna.email, '/reset-password#token=')
    const link = /http\S+\/reset-password#token=\S+/.exec(mail)![0]
    assert.ok(link.startsWith(site.origin), link)

    await page.goto(link)
    await page.waitForURL(`${site.origin}/reset-password`) // who looks on has no token
    await page.getByLabel('New password', { exact: true }).fill('a new sentence for a password')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('The password is changed.').waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail address').fill(anna.email)
    await page.getByLabel('Password', { exact: true }).fill('a new sentence for a password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Account of Anna Berg' }).waitFor()

    await page.goto(link) // a link is good for one time
    await page.getByLabel('New password', { exact: true }).fill('yet another sentence for it')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor()
    await context.close()
  })
})
