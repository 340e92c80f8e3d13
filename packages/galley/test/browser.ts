import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/**
 * Debian's Chromium: without the parts that only windows need where that is installed, which takes
 * half the processor time. No other browser is looked for, so that a machine without it says so.
 */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)

/** The reason to skip what needs a browser; false where there is one. */
export const noBrowser: string | false =
  CHROMIUM === undefined && 'there is no Chromium: apt-get install chromium-headless-shell'

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
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
