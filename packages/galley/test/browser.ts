import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { MailMessage } from '../src/platform/mail/contract.ts'
import type { Person } from './people.ts'
import { createTestApp } from './test-app.ts'
import type { TestApp } from './test-app.ts'

/** Debian's. No other browser is looked for, so that a machine without it says so. */
const CHROMIUM = '/usr/bin/chromium'

/** The reason to skip what needs a browser; false where there is one. */
export const noBrowser: string | false =
  !existsSync(CHROMIUM) && `there is no ${CHROMIUM}: apt-get install chromium`

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    // Nothing but the test's own pages is asked for, and nothing at all of the browser's maker.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface TestSite extends TestApp {
  /** `http://localhost:41234` */
  origin: string
  mails: MailMessage[]
  /** Waits for the next mail to this address that nobody has taken yet. */
  mailTo(address: string): Promise<MailMessage>
}

/**
 * The whole product on a port of this machine, for real browsers.
 *
 * @example
 * const site = await createTestSite()
 * after(site.close)
 * await page.goto(`${site.origin}/sign-in`)
 */
export async function createTestSite(
  options: { environment?: Record<string, string>; hasWorker?: boolean } = {},
): Promise<TestSite> {
  const mails: MailMessage[] = []
  let app: TestApp['app'] | null = null
  const server = createServer(
    getRequestListener((request, environment) => app!.fetch(request, environment)),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const test = await createTestApp({
    ...options,
    environment: { PUBLIC_URL: origin, ...options.environment },
    mail: {
      isDelivering: true,
      send: async (message) => void mails.push(message),
    },
  })
  app = test.app
  return {
    ...test,
    origin,
    mails,
    async mailTo(address) {
      for (let tries = 0; tries < 1000; tries++) {
        const index = mails.findIndex((mail) => mail.to === address)
        if (index >= 0) return mails.splice(index, 1)[0]!
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`no mail came to ${address}`)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await test.close()
    },
  }
}

/** Lets a browser have somebody's session, as if they had signed in there. */
export async function keepSession(
  { origin }: Pick<TestSite, 'origin'>,
  context: BrowserContext,
  { cookie }: Person,
): Promise<void> {
  const [name, value] = cookie.split(/=(.*)/s) as [string, string]
  await context.addCookies([{ name, value, url: origin }])
}

/** Whether a page is not wider than its window. */
export const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
