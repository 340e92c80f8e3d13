import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

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
