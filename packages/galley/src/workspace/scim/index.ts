import { eq } from 'drizzle-orm'
import { defineModule } from '../../platform/module.ts'
import { userLeaving } from '../accounts/index.ts'
import { scimRoutes } from './routes.ts'
import { scimUsers } from './tables.ts'

export { scimMount } from './mount.ts'

export const scimModule = defineModule({
  name: 'scim',
  permissions: {
    'scim.read': { allows: 'See how the directory is doing, and its groups.', role: 'admin' },
    'scim.write': {
      allows: 'Connect a directory, and say what its groups may.',
      role: 'owner',
    },
  },
  routes: scimRoutes,
  contributions: [
    userLeaving.contribute(async ({ tx, userId }) => {
      await tx.delete(scimUsers).where(eq(scimUsers.userId, userId))
    }),
  ],
})
