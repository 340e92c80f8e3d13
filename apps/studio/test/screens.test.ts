import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from '../../../packages/galley/test/browser.ts'
import { checkAccessibility } from './accessibility.ts'
import { createStudioSite, openPage, settled } from './studio-site.ts'
import type { StudioPage, StudioPerson, StudioSite } from './studio-site.ts'

/** Every screen behind the sign-in that needs no id, with what is on it when it is there. */
const screens: readonly [path: string, heading: RegExp][] = [
  ['/', /from a source to something|hello/i],
  ['/sources', /^sources$/i],
  ['/articles', /^articles$/i],
  ['/articles/new', /new article/i],
  ['/jobs', /^jobs$/i],
  ['/usage', /^usage$/i],
  ['/settings/general', /general/i],
  ['/settings/workspaces', /workspaces/i],
  ['/settings/projects', /projects/i],
  ['/settings/branding', /brand/i],
  ['/settings/members', /members/i],
  ['/settings/invitations', /invitations/i],
  ['/settings/roles', /roles/i],
  ['/settings/models', /models/i],
  ['/settings/api-keys', /api keys/i],
  ['/settings/sso', /single sign-on/i],
  ['/settings/scim', /directory sync/i],
  ['/settings/domains', /domains/i],
  ['/settings/privacy', /privacy/i],
  ['/settings/audit', /audit log/i],
  ['/account/profile', /profile/i],
  ['/account/security', /security/i],
  ['/account/sessions', /sessions/i],
  ['/account/api-keys', /own keys/i],
  ['/account/preferences', /preferences/i],
  ['/account/notifications', /notifications/i],
  ['/account/data', /own data/i],
  ['/nowhere', /nothing here/i],
]

describe('every screen', { skip: noBrowser, timeout: 280_000 }, () => {
  let site: StudioSite
  let anna: StudioPerson
  let page: StudioPage
  before(async () => {
    site = await createStudioSite()
    anna = await site.person({ name: 'Anna Berg' })
    page = await openPage(anna, '/')
  })
  after(() => site.close())

  for (const [path, heading] of screens) {
    it(`${path} is there, and axe finds nothing on it`, async () => {
      await page.goto(path)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      await settled(page)
      const alerts = page.getByRole('alert').filter({ hasText: /\S/ })
      assert.deepEqual(await alerts.allTextContents(), [])
      await checkAccessibility(page, path)
      assert.deepEqual(page.mistakes, [])
    })
  }

  for (const path of [
    '/sign-in',
    '/sign-up',
    '/forgot-password',
    '/reset-password',
    '/verify-email',
    '/join',
    '/sign-out',
  ]) {
    it(`${path} is there for who is not signed in`, async () => {
      const context = await site.browser.newContext({
        baseURL: site.origin,
        reducedMotion: 'reduce',
      })
      const stranger = await openPage({ context }, path)
      await stranger.getByRole('heading', { level: 1 }).waitFor()
      await settled(stranger)
      await checkAccessibility(stranger, path)
      assert.deepEqual(stranger.mistakes, [])
      await context.close()
    })
  }
})
