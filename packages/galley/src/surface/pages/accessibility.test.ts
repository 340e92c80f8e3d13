import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, describe, it } from 'node:test'
import type * as Axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { createTestSite, fits, keepSession, noBrowser, openBrowser } from '../../../test/browser.ts'
import type { TestSite } from '../../../test/browser.ts'
import { createPerson, join } from '../../../test/people.ts'

const narrow = { width: 320, height: 700 }

describe('the pages for people, for everybody', { skip: noBrowser }, () => {
  let site: TestSite
  let browser: Browser
  before(async () => {
    ;[site, browser] = await Promise.all([createTestSite({ hasWorker: false }), openBrowser()])
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })

  it('have nothing that axe finds, in both themes', async () => {
    const axe = await readFile(
      createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
      'utf8',
    )
    const anna = await createPerson(site, { name: 'Anna' })
    await join(site, anna, site.workspaceId, 'owner')
    const made = await anna.call('POST', '/invitations', { role: 'viewer', maximum_uses: 9 })
    const join_ = new URL(made.json.link)
    const paths = ['/', '/sign-in', '/sign-in?error=x', '/sign-up', '/forgot-password']
    const withTokens = ['/verify-email#token=x', '/reset-password#token=x', '/reset-password']
    const strangers = [...paths, ...withTokens, join_.pathname + join_.hash, '/join', '/device']
    const own = ['/account', '/sign-out', '/sign-in', join_.pathname + join_.hash, '/device']
    const options = { reducedMotion: 'reduce', viewport: narrow } as const
    for (const all of [strangers, own]) {
      const context = await browser.newContext({ baseURL: site.origin, ...options })
      if (all === own) await keepSession(site, context, anna)
      const page = await context.newPage()
      for (const path of all) {
        await page.goto('about:blank')
        await page.goto(path)
        await page.waitForFunction(() => !/(Loading|Reading.*)…/.test(document.body.innerText))
        // Everything that is folded up, or shown later, at once.
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('details')) fold.open = true
        })
        await page.evaluate(axe)
        const what = [
          ...(await findings(page)),
          ...(await page
            .emulateMedia({ colorScheme: 'dark' })
            .then(() => findings(page, ['color-contrast']))),
        ]
        await page.emulateMedia({ colorScheme: 'light' })
        assert.deepEqual(what, [], path)
        assert.ok(await fits(page), `${path} fits into 320 pixels`)
      }
      await context.close()
    }
  })
})

/** What axe finds on a page that it was loaded into. */
const findings = (page: Page, rules?: string[]): Promise<string[]> =>
  page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: typeof Axe }
    const { violations } = await axe.run(document, rules ? { runOnly: rules } : {})
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, rules)
