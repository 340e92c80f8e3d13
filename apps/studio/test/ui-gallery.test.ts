import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { noBrowser, openBrowser } from '../../../packages/galley/test/browser.ts'
import { checkAccessibility } from './accessibility.ts'
import { createGallerySite } from './gallery-site.ts'
import type { GallerySite } from './gallery-site.ts'
import { openPage } from './studio-site.ts'
import type { StudioPage } from './studio-site.ts'

describe('the primitives', { skip: noBrowser, timeout: 120_000 }, () => {
  let site: GallerySite
  let browser: Browser
  let page: StudioPage
  before(async () => {
    ;[site, browser] = await Promise.all([createGallerySite(), openBrowser()])
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
    page = await openPage({ context }, site.address)
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })
  beforeEach(async () => {
    await page.goto(site.address)
    await page.getByRole('heading', { level: 1 }).waitFor()
  })

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const focused = async () =>
    (await page.evaluate(
      () =>
        document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    )) ?? ''
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  it('have nothing that axe finds, and fit into 320 px', async () => {
    await checkAccessibility(page, 'the gallery')
    assert.deepEqual(page.mistakes, [])
  })

  it('menu: arrows, a word typed, Escape, and the focus back where it was', async () => {
    const more = button('More')
    await more.focus()
    await press('Enter')
    await page.getByRole('menu').waitFor()
    assert.match(await focused(), /Duplicate/)
    await press('ArrowDown')
    assert.match(await focused(), /Download/)
    await page.keyboard.type('de')
    assert.match(await focused(), /Delete/)
    await press('ArrowDown')
    assert.match(await focused(), /Duplicate/)
    await checkAccessibility(page, 'an open menu', [1280])
    await press('Escape')
    assert.equal(await focused(), 'More')
    await press('ArrowUp', 'Enter')
    assert.equal(await page.getByLabel('Chosen').textContent(), 'Delete')
    assert.equal(await focused(), 'More')
  })

  it('dialog: keeps the focus, closes with Escape, and gives it back', async () => {
    await button('Dialog').focus()
    await press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await checkAccessibility(page, 'an open dialog', [1280])
    for (let step = 0; step < 8; step++) {
      await press('Tab')
      assert.ok(
        await page.evaluate(
          () =>
            document.activeElement === document.body || !!document.activeElement!.closest('dialog'),
        ),
        'what is behind a dialog is out of reach',
      )
    }
    await page.mouse.click(4, 4)
    assert.ok(await dialog.isVisible(), 'without light dismiss a press beside it does nothing')
    await press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await focused(), 'Dialog')
  })

  it('drawer: a press beside it closes it', async () => {
    await button('Drawer').click()
    await page.getByRole('dialog', { name: 'Sources' }).waitFor()
    await page.mouse.click(4, 4)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await focused(), 'Drawer')
  })

  it('tabs: one stop for Tab, arrows go along and around', async () => {
    await page.getByRole('tab', { name: 'Text' }).focus()
    await press('ArrowLeft')
    assert.equal(await focused(), 'Versions')
    await press('Home', 'ArrowRight')
    assert.match(await focused(), /Sources/)
    await page.getByText('What is in sources is here.').waitFor()
    await press('Tab')
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('role')),
      'tabpanel',
    )
  })

  it('toolbar: one stop for Tab, arrows pass by what is disabled', async () => {
    await button('Bold').focus()
    await press('ArrowRight', 'ArrowRight')
    assert.equal(await focused(), 'Link')
    await press('ArrowRight')
    assert.equal(await focused(), 'Bold')
    await press('End', 'Tab', 'Shift+Tab')
    assert.equal(await focused(), 'Link', 'one comes back to where one left')
    await press('Home', 'Space')
    assert.equal(await button('Bold').getAttribute('aria-pressed'), 'false')
  })

  it('tooltip: comes with the focus, goes with Escape, leaves the name alone', async () => {
    await button('Delete it').focus()
    await press('Shift+Tab', 'Tab')
    const tooltip = page.getByRole('tooltip')
    assert.equal(await tooltip.textContent(), 'Delete it')
    await press('Escape')
    await tooltip.waitFor({ state: 'detached' })
    await press('Tab')
    assert.equal(
      await button('With a tooltip').getAttribute('aria-describedby'),
      await tooltip.getAttribute('id'),
    )
  })

  it('toast: says what was done, and takes it back', async () => {
    await button('Toast').click()
    await page.getByText('The article was archived.').waitFor()
    await button('Undo').click()
    await page.getByText('It is back.').waitFor()
  })

  it('file drop: takes what is pasted, leaves out what it does not read', async () => {
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['# Bees'], 'bees.md'))
      clipboardData.items.add(new File(['?'], 'bees.exe'))
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
    })
    await page.getByText('1 on the way.').waitFor()
    await page.getByText('Files of another kind were left out.').waitFor()
  })

  it('charts: arrows read out the points, and a table has the same figures', async () => {
    const figure = page.getByRole('figure').filter({ hasText: 'Spent by model and day' })
    await figure.getByRole('img').focus()
    const before = await figure.boundingBox()
    await press('End')
    const said = await figure.getByRole('status').textContent()
    assert.match(said!, /^30 Nov, Large model: \$\d+, Small model: \$\d+, Speech: \$\d+$/)
    assert.deepEqual(await figure.boundingBox(), before, 'nothing moves')
    await figure.getByRole('button', { name: 'Show as a table' }).click()
    const row = await figure.getByRole('row').last().innerText()
    for (const [amount] of said!.matchAll(/\$\d+/g)) assert.ok(row.includes(amount))
  })
})
