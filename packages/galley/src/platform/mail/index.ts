export { parseAddress, parseMailbox } from './address.ts'
export { cleanMessage } from './clean-message.ts'
export { mailServerCodes } from './codes.ts'
export type { Mail, MailMessage } from './contract.ts'
