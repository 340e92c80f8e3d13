import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../telemetry/contract.ts'
import { cleanMessage } from '../clean-message.ts'
import type { Mail } from '../contract.ts'

/** How many of the newest messages stay. */
const KEPT = 100

/**
 * What happens to mail when no server is configured: each message becomes a file for its owner's
 * eyes, and the log says where. Links in mail are secrets, so the log never has the text itself.
 *
 * @example
 * const mail = createLogMail({ folder: 'data/outbox', logger })
 */
export function createLogMail(options: { folder: string; logger: Logger; kept?: number }): Mail {
  const { folder, logger, kept = KEPT } = options
  return {
    isDelivering: false,
    async send(message, { id }) {
      const { to, subject, text } = cleanMessage(message)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, `${id}.txt`)
      await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 })
      logger.info({ file }, 'mail written to a file: set SMTP_URL to send it')
      await forgetOldest(folder, kept)
    },
  }
}

/** Ids sort by the time that they were made at. */
async function forgetOldest(folder: string, kept: number): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()
  const old = files.slice(0, Math.max(0, files.length - kept))
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}
