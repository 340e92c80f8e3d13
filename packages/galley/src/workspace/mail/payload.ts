import { z } from 'zod'
import type { MailMessage } from '../../platform/mail/contract.ts'

/** What is sealed: the message as the driver takes it, and what the address hashes to. */
export interface MailPayload {
  message: MailMessage
  addressHash: string
}

/** What a mail's sealed text is bound to. */
export const sealPurpose = (mailId: string) => `mail:${mailId}`

/** The job's input: what an operator may see of a mail. */
export const SendMailInput = z.object({ mailId: z.string(), name: z.string() })
export type SendMailInput = z.infer<typeof SendMailInput>
