export { createDatabase } from './database.ts'
export type { Database, Transaction } from './database.ts'
export { insist, isTransient } from './transient.ts'
export { migrateDatabase } from './migrate.ts'
export {
  APP_ROLE,
  createdAt,
  galley,
  id,
  micros,
  moment,
  systemPolicy,
  tenantPolicy,
  workspaceId,
} from './schema.ts'
