import { primaryKey, text } from 'drizzle-orm/pg-core'
import { createdAt, galley, id, systemPolicy } from '../../platform/db/index.ts'
import type { MailCategory } from './define-mail.ts'

/** Mail on its way. A row ends with its delivery; what could not be delivered stays for a while. */
export const mails = galley.table(
  'mails',
  {
    id: id(),
    /** Which kind, as `defineMail` names it. */
    name: text('name').notNull(),
    category: text('category').$type<MailCategory>().notNull(),
    /** The workspace that it was sent for, if any. */
    sentFor: text('sent_for'),
    /** The message, address and all. The links in it are secrets. */
    sealed: text('sealed').notNull(),
    createdAt: createdAt(),
  },
  () => [systemPolicy()],
)

/** Addresses that get no mail of a category: they said so, or their server did. */
export const mailSuppressions = galley.table(
  'mail_suppressions',
  {
    /** Keyed hash of the address: the list tells nobody who is on it. */
    addressHash: text('address_hash').notNull(),
    category: text('category').$type<MailCategory | 'all'>().notNull(),
    reason: text('reason').$type<'opt_out' | 'bounce'>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.addressHash, table.category, table.reason] }),
    systemPolicy(),
  ],
)
