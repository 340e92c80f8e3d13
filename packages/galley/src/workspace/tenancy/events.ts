import { z } from 'zod'
import { defineEvent } from '../../platform/event.ts'

const Nothing = z.object({})
/** No names and no addresses: events outlive what they tell of. */
const Seat = z.object({
  userId: z.string(),
  role: z.string(),
  projectIds: z.array(z.string()).nullable(),
  isActive: z.boolean(),
})

const Joined = Seat.extend({ origin: z.string() })
export const memberJoined = defineEvent({
  type: 'member.joined',
  summary: 'Somebody became a member.',
  data: Joined,
})

export const memberChanged = defineEvent({
  type: 'member.changed',
  summary: 'A member has another role or other projects, or was switched on or off.',
  data: Seat,
})

const Left = z.object({ userId: z.string() })
export const memberLeft = defineEvent({
  type: 'member.left',
  summary: 'A member left or was removed.',
  data: Left,
})

const Promised = z.object({ kind: z.enum(['email', 'link']), role: z.string() })
export const invitationCreated = defineEvent({
  type: 'invitation.created',
  summary: 'An invitation was made.',
  data: Promised,
})

export const invitationResent = defineEvent({
  type: 'invitation.resent',
  summary: 'An invitation was mailed again, with a new link.',
  data: Nothing,
})

export const invitationRevoked = defineEvent({
  type: 'invitation.revoked',
  summary: 'An invitation was taken back.',
  data: Nothing,
})

const RoleFact = z.object({ name: z.string() })
export const roleCreated = defineEvent({
  type: 'role.created',
  summary: 'A custom role was made.',
  data: RoleFact,
})

export const roleChanged = defineEvent({
  type: 'role.changed',
  summary: 'A custom role has another name or other permissions.',
  data: RoleFact,
})

export const roleDeleted = defineEvent({
  type: 'role.deleted',
  summary: 'A custom role was deleted.',
  data: Nothing,
})

const ProjectFact = z.object({ name: z.string() })
export const projectCreated = defineEvent({
  type: 'project.created',
  summary: 'A project was made.',
  data: ProjectFact,
})

export const projectChanged = defineEvent({
  type: 'project.changed',
  summary: 'A project has another name or description.',
  data: ProjectFact,
})

export const projectArchived = defineEvent({
  type: 'project.archived',
  summary: 'A project was archived: what is in it stays, and nothing new goes in.',
  data: Nothing,
})

export const projectUnarchived = defineEvent({
  type: 'project.unarchived',
  summary: 'An archived project is open again.',
  data: Nothing,
})

const WorkspaceFact = z.object({ name: z.string() })
export const workspaceChanged = defineEvent({
  type: 'workspace.changed',
  summary: 'The workspace has another name.',
  data: WorkspaceFact,
})

const Deletion = z.object({ purgeAfter: z.iso.datetime() })
export const workspaceDeleted = defineEvent({
  type: 'workspace.deleted',
  summary: 'The workspace was deleted, and can be restored for a while.',
  data: Deletion,
})

export const workspaceRestored = defineEvent({
  type: 'workspace.restored',
  summary: 'A deleted workspace was brought back.',
  data: Nothing,
})
