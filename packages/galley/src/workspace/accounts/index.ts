// First: tenancy, which the others reach by way of sessions, contributes to them as it loads.
export { signUpGate, userCreated, userLeaving } from './hooks.ts'
import { defineModule } from '../../platform/module.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { accountRoutes } from './account-routes.ts'
import { authRoutes } from './auth-routes.ts'
import { factorRoutes } from './factor-routes.ts'
import { accountSecured } from './onboarding.ts'
import { preferenceRoutes } from './preferences/routes.ts'
import { sweepAccounts } from './sweep-accounts.ts'
import { limitDeviceTries } from './throttle.ts'

export { getOwnUser } from './account.ts'
export { authMethods } from './auth-methods.ts'
export type { AuthMethods } from './auth-methods.ts'
export { requirePassword } from './change-password.ts'
export { createUser } from './create-user.ts'
export type { CreateUserInput, User } from './create-user.ts'
export { EmailAddress, normalizeEmail } from './email-address.ts'
export { extendSessions } from './extend-sessions.ts'
export type { NewUser } from './hooks.ts'
export { accountsMount } from './mount.ts'
export { defaultWishes, NotificationKind } from './preferences/notification-wishes.ts'
export { recordAccountEvent } from './record-account-event.ts'
export type { AccountEvent, AccountEventKind } from './record-account-event.ts'
export { currentSessionId, endSessions, setActiveWorkspace, startSession } from './sessions.ts'
export type { StartSessionInput } from './sessions.ts'
export { updateUser } from './update-user.ts'
export { deleteUser, findUserByEmail, getUsers } from './users.ts'

export const accountsModule = defineModule({
  name: 'accounts',
  permissions: {
    [ACCOUNT]: {
      allows: 'Manage their own account: every signed-in person, no key.',
      role: 'viewer',
    },
  },
  routes: [...authRoutes, ...accountRoutes, ...factorRoutes, ...preferenceRoutes],
  crons: [{ id: 'accounts.sweep', schedule: '23 * * * *', missed: 'once', run: sweepAccounts }],
  contributions: [limitDeviceTries, accountSecured],
})
