import { defineModule } from '../../platform/module.ts'
import { ACCOUNT } from '../../platform/permission.ts'

export { extendSessions } from './extend-sessions.ts'
export { userCreated, userLeaving } from './hooks.ts'
export type { NewUser } from './hooks.ts'

export const accountsModule = defineModule({
  name: 'accounts',
  permissions: {
    [ACCOUNT]: {
      allows: 'Manage their own account: every signed-in person, no key.',
      role: 'viewer',
    },
  },
})
