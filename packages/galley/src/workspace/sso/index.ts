import { eq } from 'drizzle-orm'
import { defineModule } from '../../platform/module.ts'
import { sealedColumns } from '../../platform/secrets/index.ts'
import { userLeaving } from '../accounts/index.ts'
import { checksPurpose, outcomePurpose } from './attempt.ts'
import { secretPurpose } from './connection.ts'
import { ssoRoutes } from './routes.ts'
import { sweepSso } from './sweep-sso.ts'
import { ssoIdentities } from './tables.ts'

export { ssoMount } from './mount.ts'

const sealed = (table: string, column: string, purpose: (id: string) => string) =>
  sealedColumns.contribute({
    table,
    column,
    idColumns: ['id'],
    purpose: ({ id = '' }) => purpose(id),
  })

export const ssoModule = defineModule({
  name: 'sso',
  permissions: {
    'sso.read': {
      allows: 'See connections to identity providers and who uses them.',
      role: 'admin',
    },
    'sso.write': {
      allows: 'Set up connections to identity providers, and enforce them.',
      role: 'owner',
    },
  },
  routes: ssoRoutes,
  crons: [{ id: 'sso.sweep', schedule: '41 * * * *', missed: 'once', run: sweepSso }],
  contributions: [
    sealed('sso_connections', 'client_secret', secretPurpose),
    sealed('sso_attempts', 'checks', checksPurpose),
    sealed('sso_attempts', 'outcome', outcomePurpose),
    userLeaving.contribute(async ({ tx, userId }) => {
      await tx.delete(ssoIdentities).where(eq(ssoIdentities.userId, userId))
    }),
  ],
})
