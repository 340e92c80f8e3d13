import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../telemetry/contract.ts'
import type { Mail } from '../contract.ts'

/**
 * What happens to mail when no server is configured: each message becomes a file for its owner's
 * eyes, and the log says where. Links in mail are secrets, so the log never has the text itself.
 */
export function createLogMail(options: { folder: string; logger: Logger }): Mail {
  return {
    isDelivering: false,
    async send(message, { id }) {
      await mkdir(options.folder, { recursive: true, mode: 0o700 })
      const file = join(options.folder, `${id}.txt`)
      const text = `To: ${message.to}\nSubject: ${message.subject}\n\n${message.text}\n`
      await writeFile(file, text, { mode: 0o600 })
      options.logger.info({ file }, 'mail written to a file: set SMTP_URL to send it')
    },
  }
}
