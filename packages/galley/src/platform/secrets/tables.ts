import { text } from 'drizzle-orm/pg-core'
import { createdAt, galley, systemPolicy } from '../db/index.ts'

/** Keys of the whole installation, sealed with the master key. */
export const installationKeys = galley.table(
  'installation_keys',
  { name: text('name').primaryKey(), sealed: text('sealed').notNull(), createdAt: createdAt() },
  () => [systemPolicy()],
)
