export {
  lockAndAuthorize,
  requireGivable,
  requireHeld,
  requireRole,
  requireWithinProjects,
} from './authority.ts'
export { createWorkspace, ensureWorkspace } from './bootstrap.ts'
export { inProject, requireProject } from './in-project.ts'
export { addMember } from './members/add-member.ts'
export { countMembers, isLastOwner } from './members/count-members.ts'
export { removeMember } from './members/remove-member.ts'
export { setMemberActive, setMemberRole } from './members/set-member.ts'
export { tenancyModule } from './module.ts'
export { contextIn, personOf } from './place.ts'
export { setSsoEnforced } from './workspaces/workspace.ts'
