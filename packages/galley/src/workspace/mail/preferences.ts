import type { Services } from '../../platform/context.ts'
import { createAddressHash } from './address-hash.ts'
import { hasOptedOut, optIn, optOut } from './suppressions.ts'

/** Categories of mail that somebody may do without, and whether they want them. */
export interface MailPreferences {
  notification: boolean
}

type WithServices = { services: Pick<Services, 'db' | 'secrets'> }
const category = 'notification'

/** Which mail goes to an address, as far as its owner decides. */
export async function mailPreferences({
  services,
  input: { email },
}: WithServices & { input: { email: string } }): Promise<MailPreferences> {
  const addressHash = (await createAddressHash(services.secrets))(email)
  return { notification: !(await hasOptedOut(services, { addressHash, category })) }
}

/** Changes what is named: the same that the link in a mail does. */
export async function setMailPreferences({
  services,
  input: { email, notification },
}: WithServices & { input: { email: string } & Partial<MailPreferences> }): Promise<void> {
  if (notification === undefined) return
  const wish = {
    addressHash: (await createAddressHash(services.secrets))(email),
    category,
  } as const
  await (notification ? optIn : optOut)(services, wish)
}
