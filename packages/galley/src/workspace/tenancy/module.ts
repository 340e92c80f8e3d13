import { defineModule } from '../../platform/module.ts'
import * as events from './events.ts'
import { admitInvited } from './invitations/admit-invited.ts'
import { memberInvited } from './invitations/onboarding.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { leaveWithAccount } from './members/leave-everything.ts'
import { memberRoutes } from './members/routes.ts'
import { projectRoutes } from './projects/routes.ts'
import { roleRoutes } from './roles/routes.ts'
import { tenancyRoutines } from './routines.ts'
import { placeNewcomers } from './workspaces/place-newcomer.ts'
import { workspaceRoutes } from './workspaces/routes.ts'

export const tenancyModule = defineModule({
  name: 'tenancy',
  permissions: {
    'workspace.read': {
      allows: 'Read what the workspace is called and how it is set.',
      role: 'viewer',
    },
    'workspace.write': { allows: 'Rename the workspace.', role: 'admin' },
    'workspace.transfer': { allows: 'Hand the workspace over to another member.', role: 'owner' },
    'workspace.delete': { allows: 'Delete the workspace.', role: 'owner' },
    'members.read': {
      allows: 'Read who belongs to the workspace, and what roles there are.',
      role: 'viewer',
    },
    'members.write': {
      allows: 'Invite people, change their roles and projects, and remove them.',
      role: 'admin',
    },
    'roles.write': { allows: 'Make, change and delete custom roles.', role: 'admin' },
    'projects.read': { allows: 'Read projects.', role: 'viewer' },
    'projects.write': { allows: 'Make, change and archive projects.', role: 'admin' },
  },
  routes: [
    ...workspaceRoutes,
    ...memberRoutes,
    ...roleRoutes,
    ...invitationRoutes,
    ...projectRoutes,
  ],
  events: Object.values(events),
  routines: [tenancyRoutines],
  contributions: [placeNewcomers, leaveWithAccount, admitInvited, memberInvited],
})
