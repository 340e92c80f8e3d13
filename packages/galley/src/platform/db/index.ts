export { contains } from './contains.ts'
export { createDatabase } from './database.ts'
export type { Database, TenantScope, Transaction } from './database.ts'
export { insist, isTransient } from './transient.ts'
export { migrateDatabase } from './migrate.ts'
export {
  APP_ROLE,
  createdAt,
  galley,
  id,
  micros,
  moment,
  projectId,
  projectPolicy,
  systemPolicy,
  tenantPolicy,
  workspaceId,
} from './schema.ts'
export { asUnstorable } from './unstorable.ts'
