import { defineModule } from '../../platform/module.ts'
import { ACCOUNT } from '../../platform/permission.ts'

export const accountsModule = defineModule({
  name: 'accounts',
  permissions: {
    [ACCOUNT]: {
      allows: 'Manage their own account: every signed-in person, no key.',
      role: 'viewer',
    },
  },
})
