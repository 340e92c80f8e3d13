import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { queueMail } from '../mail/index.ts'
import { securityNoticeMail } from './mails.ts'
import { pageUrl } from './public-origin.ts'

/** Mails what was done to an account to whoever has its address. */
export async function tellOwner(
  services: Services,
  tx: Transaction,
  { email, what }: { email: string; what: string },
): Promise<void> {
  const data = { what, securityUrl: pageUrl(services.config, '/account/security') }
  await queueMail({ services, tx, input: { to: email, mail: securityNoticeMail, data } })
}
