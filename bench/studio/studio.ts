import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { BrowserContext, Page } from 'playwright-core'
import { diffWordsWithSpace } from 'diff'
import { sectionNode } from '@galley/markdown'
import { sectionChanges } from '../../apps/studio/src/editor/section-changes.ts'
import { createStudioSite, openPage } from '../../apps/studio/test/studio-site.ts'
import { weighStudio } from '../../scripts/checks/studio-size.ts'

// What the studio weighs, how fast a key shows, how fast a section is compared, and what Lighthouse
// says of three pages: `npm run bench -- studio`.

const KEYS = 300
const LIGHTHOUSE_PORT = 9333
const sentence = 'Bees carry pollen from one flower to the next all day long. '

const print = (line: string) => process.stdout.write(`${line}\n`)
const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

const weights = await weighStudio()
print(`first script ${weights.initialScript.toFixed(1)} KB gzip (goal 120)`)
print(`first style sheet ${weights.initialStyle.toFixed(1)} KB gzip (goal 12)`)
print(
  `frame ${weights.shell.toFixed(1)} KB, editor ${weights.article.toFixed(1)} KB gzip (goal 130)`,
)

const before = Array.from({ length: 1000 }, (_, index) => `word${index}`).join(' ')
const after = before.replaceAll(/word(\d*)[37]\b/g, 'other$1')
const asSection = (markdown: string) => sectionNode({ id: 'a', heading: 'Bees', markdown })
const ours = timeOf(() => sectionChanges(asSection(before), asSection(after)))
const plain = timeOf(() => diffWordsWithSpace(before, after))
print(
  `section of 1,000 words compared in ${ours.toFixed(1)} ms (goal 50), ${(ours / plain).toFixed(2)} of jsdiff alone`,
)

const site = await createStudioSite()
try {
  const anna = await site.person({ name: 'Anna Berg' })
  const { id } = await anna.ask<{ id: string }>('POST', '/documents', {
    fields: { title: 'Ten thousand words' },
    parts: Array.from({ length: 20 }, (_, index) => ({
      heading: `Section ${index + 1}`,
      markdown: sentence.repeat(45).trim(),
    })),
  })
  const editor = await openPage(anna, `/articles/${id}`)
  await editor.locator('.article-text section p').first().click()
  const inEditor = await keystrokes(editor)
  const limit = await inTextArea(anna.context)
  print(
    `keystroke in 10,000 words: p50 ${percentile(inEditor, 0.5)} ms, p98 ${percentile(inEditor, 0.98)} ms (goal 50); a textarea with the same words: p98 ${percentile(limit, 0.98)} ms`,
  )
  await lighthouse(site.origin, anna.email, anna.password)
} finally {
  await site.close()
}

function timeOf(work: () => unknown): number {
  for (let warm = 0; warm < 5; warm++) work()
  const times = Array.from({ length: 21 }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  return percentile(times, 0.5)
}

/** From the key to the paint that shows it, as the browser's Event Timing has it (in steps of 8 ms). */
async function keystrokes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  for (let key = 0; key < KEYS; key++) await page.keyboard.type(key % 6 === 5 ? ' ' : 'e')
  await page.waitForTimeout(500)
  const slow = await page.evaluate(() => (window as unknown as { seen: number[] }).seen)
  // What is faster than one frame is not reported.
  return [...slow, ...Array.from({ length: Math.max(0, KEYS - slow.length) }, () => 16)]
}

async function inTextArea(context: BrowserContext): Promise<number[]> {
  const page = await context.newPage()
  await page.goto('/icon.svg')
  await page.goto('about:blank')
  await page.evaluate((words) => {
    const area = document.createElement('textarea')
    area.value = words
    document.body.append(area)
    area.focus()
  }, sentence.repeat(900))
  return keystrokes(page)
}

/** As a phone on a slow network: Lighthouse's own standard. */
async function lighthouse(origin: string, email: string, password: string): Promise<void> {
  const found = fileURLToPath(new URL('../node_modules/lighthouse/core/index.js', import.meta.url))
  if (!existsSync(found)) {
    print('Lighthouse is not installed: npm ci --prefix bench')
    return
  }
  const { default: run } = (await import(found)) as {
    default: (
      url: string,
      flags: object,
    ) => Promise<{ lhr: { categories: Record<string, { score: number }> } }>
  }
  // Its pages are opened in the profile that the browser started with: that is where to sign in.
  const profile = await mkdtemp(join(tmpdir(), 'galley-lighthouse-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${LIGHTHOUSE_PORT}`],
  })
  try {
    const measure = async (path: string) => {
      const { lhr } = await run(`${origin}${path}`, {
        port: LIGHTHOUSE_PORT,
        logLevel: 'silent',
        disableStorageReset: true,
        onlyCategories: ['performance', 'accessibility', 'best-practices'],
      })
      const scores = Object.entries(lhr.categories).map(
        ([name, { score }]) => `${name} ${Math.round(score * 100)}`,
      )
      print(`Lighthouse mobile ${path}: ${scores.join(', ')} (goal 95 / 100 / 100)`)
    }
    await measure('/sign-in')
    const page = await browser.newPage()
    await page.goto(`${origin}/sign-in`)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: /^Account of/ }).waitFor()
    await page.close()
    for (const path of ['/', '/articles']) await measure(path)
  } finally {
    await browser.close()
    await rm(profile, { recursive: true, force: true })
  }
}
