import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { startServer } from '../../server/src/start-server.ts'
import type { Server } from '../../server/src/start-server.ts'
import { openBrowser } from '../../../packages/galley/test/browser.ts'
import { freePort } from '../../../packages/galley/test/faults/processes.ts'

/** Somebody with an account, and the browser context in which they are signed in. */
export interface StudioPerson {
  email: string
  password: string
  name: string
  context: BrowserContext
  /** Asks the API as this person. */
  ask<Answer = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer>
}

export interface StudioSite {
  origin: string
  browser: Browser
  /** Makes an account through the API and signs it in, in a browser context of its own. */
  person(options?: { name?: string; locale?: string }): Promise<StudioPerson>
  /** Waits for a mail to this address with these words in it; answers its text. */
  mailTo(address: string, words: string): Promise<string>
  /** Stops the server and starts it again, on the same port and the same data. */
  restart(pause?: () => Promise<void>): Promise<void>
  /**
   * Ends everything.
   *
   * @throws AssertionError with what went wrong on any page that `openPage` opened.
   */
  close(): Promise<void>
}

/**
 * The real server with the embedded database and the built studio, on a port of its own, and a
 * real browser to open it in.
 *
 * @example
 * const site = await createStudioSite()
 * after(site.close)
 * const anna = await site.person({ name: 'Anna Berg' })
 * const page = await openPage(anna, '/sources')
 */
export async function createStudioSite(
  environment: Record<string, string> = {},
): Promise<StudioSite> {
  // What is open is closed in reverse, also when something behind it does not start.
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'galley-studio-'))
  started.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const start = (): Promise<Server> =>
    startServer(
      {
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: origin,
        GALLEY_DATA: folder,
        GALLEY_RATE_LIMIT_PER_MINUTE: '100000',
        LOG_LEVEL: 'warn',
        ...environment,
      },
      () => undefined,
    )
  let server = await start()
  started.defer(() => server.stop())
  const browser = await openBrowser()
  started.defer(() => browser.close())
  const running = started.move()
  let people = 0

  return {
    origin,
    browser,
    async person({ name = 'Anna Berg', locale = 'en-GB' } = {}) {
      people += 1
      const email = `person-${people}@example.com`
      const password = 'a sentence for a password'
      const context = await browser.newContext({ baseURL: origin, locale, reducedMotion: 'reduce' })
      const ask = asker(context, origin)
      await ask('POST', '/auth/sign-up', { name, email, password })
      await ask('POST', '/auth/sign-in', { email, password })
      return { email, password, name, context, ask }
    },
    mailTo: (address, words) => findMail(join(folder, 'outbox'), address, words),
    async restart(pause) {
      await server.stop()
      await pause?.()
      server = await start()
    },
    async close() {
      await running.disposeAsync()
      const mistakes = opened.splice(0).flatMap((page) => page.mistakes)
      assert.deepEqual(mistakes, [], 'something went wrong on a page')
    },
  }
}

/** Without a mail server each mail is a file; a job writes it a moment after what it is about. */
async function findMail(folder: string, address: string, words: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const names = await readdir(folder).catch(() => [])
    const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    const found = mails.find((mail) => mail.startsWith(`To: ${address}\n`) && mail.includes(words))
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`no mail with "${words}" came to ${address}`)
}

function asker(context: BrowserContext, origin: string): StudioPerson['ask'] {
  return async (method, path, body) => {
    const response = await context.request.fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { data: JSON.stringify(body) }),
    })
    if (!response.ok()) {
      throw new Error(`${method} ${path} answered ${response.status()}: ${await response.text()}`)
    }
    return (response.status() === 204 ? undefined : await response.json()) as never
  }
}

export interface StudioPage extends Page {
  /** What went wrong on it: exceptions, errors on the console, what the policy blocked. */
  mistakes: string[]
}

/** Every page of this process: what went wrong on them fails the file when the site closes. */
const opened: StudioPage[] = []

/** Opens an address of the studio as somebody, and notes whatever goes wrong there. */
export async function openPage(
  { context }: Pick<StudioPerson, 'context'>,
  path: string,
  viewport = { width: 1280, height: 800 },
): Promise<StudioPage> {
  const page = Object.assign(await context.newPage(), { mistakes: [] as string[] })
  opened.push(page)
  page.setDefaultTimeout(20_000)
  await page.setViewportSize(viewport)
  page.on('pageerror', (error) => page.mistakes.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // A refused request is what some journeys are about; the screen has to say it.
    if (message.type() !== 'error' || /Failed to load resource|ERR_/.test(message.text())) return
    page.mistakes.push(message.text())
  })
  await page.goto(path)
  return page
}

/** Waits until nothing is being loaded any more: no skeleton is left on the page. */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => !document.querySelector('[aria-label="Loading"]'))
}

/** Takes somebody's browser off the network while something is done there. */
export async function withoutNetwork<Result>(
  { context }: Pick<StudioPerson, 'context'>,
  work: () => Promise<Result>,
): Promise<Result> {
  await context.setOffline(true)
  try {
    return await work()
  } finally {
    await context.setOffline(false)
  }
}

/** Presses keys until what they open is there: shortcuts are loaded behind the first paint. */
export async function pressUntil(page: Page, keys: string, opened: Locator): Promise<void> {
  for (let tries = 0; tries < 20 && !(await opened.isVisible()); tries++) {
    await page.keyboard.press(keys)
    await opened.waitFor({ timeout: 500 }).catch(() => undefined)
  }
  await opened.waitFor()
}
