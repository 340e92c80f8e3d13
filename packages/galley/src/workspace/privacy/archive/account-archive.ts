import { sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import { mailPreferences } from '../../mail/index.ts'
import { notThePersons } from './archive-policy.ts'
import { tablesNamed, tablesWith, withoutSecrets } from './catalogue.ts'
import { accountReadme } from './readme.ts'
import { tableEntry } from './table-entry.ts'
import type { Entry } from './write-archive.ts'

const encoder = new TextEncoder()

/**
 * Everything of a person, entry by entry: their rows in every table that has a `user_id`. What they
 * wrote belongs to its workspace and is in that one's archive.
 */
export async function* accountArchive(
  services: Services,
  userId: string,
): AsyncGenerator<Entry, void> {
  // Sessions, passkeys and the like are in no workspace, so no row-level security helps here.
  const db = services.db.system
  const [users] = await tablesNamed(db, ['users'])
  const found = await tablesWith(db, 'user_id')
  const tables = found.filter(({ name }) => !Object.hasOwn(notThePersons, name))
  yield tableEntry(db, withoutSecrets(users!), sql`t.id = ${userId}`)
  for (const table of tables) {
    yield tableEntry(db, withoutSecrets(table), sql`t.user_id = ${userId}`)
  }
  const { rows } = await db.execute<{ email: string }>(
    sql`select email from galley.users where id = ${userId}`,
  )
  const preferences = rows[0] && (await mailPreferences({ services, input: rows[0] }))
  yield {
    name: 'preferences.json',
    bytes: encoder.encode(`${JSON.stringify({ mail: preferences ?? null }, null, 2)}\n`),
  }
  yield { name: 'README.md', bytes: accountReadme(['users', ...tables.map(({ name }) => name)]) }
}
