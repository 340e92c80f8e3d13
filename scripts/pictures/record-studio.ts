import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { createStudioSite, openPage, settled } from '../../apps/studio/test/studio-site.ts'

// Pictures of every screen in docs/screens/, wide and narrow, light and dark:
//   node scripts/pictures/record-studio.ts

const folder = fileURLToPath(new URL('../../docs/screens/', import.meta.url))
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 800 } }

const site = await createStudioSite()
try {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const anna = await site.person({ name: 'Anna Berg' })
  const page = await openPage(anna, '/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await picture(page, 'home-empty')

  const { job_id: job } = await anna.ask<{ job_id: string }>('POST', '/samples/talk', {})
  await page.goto(`/jobs/${job}`)
  await page.getByRole('link', { name: 'Open the article' }).waitFor()
  await picture(page, 'run')
  await page.getByRole('link', { name: 'Open the article' }).click()
  await page.locator('.article-text h1').waitFor()
  const article = page.url()
  await page.setViewportSize(sizes.wide)
  await page.locator('.sentence.is-supported').nth(2).click()
  await page.getByText('Carried by the sources').waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  await picture(page, 'article')
  await page.goto(article)
  await page.getByRole('button', { name: 'Versions' }).click()
  await page.getByRole('list', { name: 'Versions' }).waitFor()
  await picture(page, 'versions')

  await page.goto(article)
  await page
    .getByRole('button', { name: /What to do with the section/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Lengthen' }).click()
  await page.getByRole('button', { name: 'Make a proposal' }).click()
  await page.getByRole('button', { name: 'Accept all' }).waitFor()
  await picture(page, 'proposal')

  for (const [name, path] of [
    ['home', '/'],
    ['sources', '/sources'],
    ['articles', '/articles'],
    ['new-article', '/articles/new'],
    ['prompts', '/prompts'],
    ['new-prompt', '/prompts/new'],
    ['jobs', '/jobs'],
    ['usage', '/usage'],
    ['members', '/settings/members'],
    ['roles', '/settings/roles'],
    ['brand', '/settings/branding'],
    ['models', '/settings/models'],
    ['sso', '/settings/sso'],
    ['audit', '/settings/audit'],
    ['security', '/account/security'],
    ['preferences', '/account/preferences'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture(page, name)
  }
  const stranger = await site.browser.newContext({ baseURL: site.origin })
  const signIn = await openPage({ context: stranger }, '/sign-in')
  await signIn.getByRole('heading', { level: 1 }).waitFor()
  await picture(signIn, 'sign-in')
} finally {
  await site.close()
}

async function picture(page: Page, name: string): Promise<void> {
  await settled(page)
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const theme of ['light', 'dark']) {
      await page.evaluate((value) => {
        document.documentElement.dataset['theme'] = value
      }, theme)
      await page.waitForTimeout(150)
      await page.screenshot({ path: `${folder}${name}-${size}-${theme}.png` })
    }
  }
  await page.setViewportSize(sizes.wide)
}
