import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

interface Finding {
  id: string
  help: string
  nodes: { html: string; failureSummary?: string }[]
}

/**
 * Fails when axe finds anything on the page as it is, in the light and in the dark, wide and narrow;
 * or when it is wider than a window of 320 px.
 *
 * @example
 * await page.getByRole('button', { name: 'Add sources' }).click()
 * await checkAccessibility(page, 'the dialog that adds sources')
 */
export async function checkAccessibility(
  page: Page,
  what: string,
  widths: readonly number[] = [1280, 390],
): Promise<void> {
  const { width: before, height } = page.viewportSize()!
  for (const width of widths) {
    await page.setViewportSize({ width, height })
    await painted(page)
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => {
        document.documentElement.dataset['theme'] = name
      }, theme)
      const findings = await findingsOf(page, theme === 'light' ? all : ofColours)
      assert.deepEqual(findings, [], `${what}, ${theme}, ${width} px`)
    }
  }
  await page.setViewportSize({ width: 320, height })
  await painted(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide at 320 px`)
  await page.setViewportSize({ width: before, height })
  await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'light'
  })
}

/** What follows the window's size has followed it after two frames. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )

const all = { resultTypes: ['violations'] }

/** The other theme has the same elements in other colours. */
const ofColours = { ...all, runOnly: ['color-contrast', 'link-in-text-block'] }

async function findingsOf(page: Page, options: object): Promise<string[]> {
  // The policy of the page keeps scripts out; the protocol of the browser's developers does not.
  if (!(await page.evaluate('Boolean(window.axe)'))) await page.evaluate(axe)
  const violations = (await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`,
  )) as Finding[]
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`).join(' | ')}`,
  )
}
