import { defineCodes } from '../../platform/error.ts'

export const tenancyCodes = defineCodes({
  WORKSPACE_NOT_FOUND:
    'There is no workspace {workspaceId} that you belong to. GET /api/v1/workspaces lists those there are.',
  WORKSPACE_DELETED:
    'This workspace is deleted and will be purged. An owner can bring it back with POST /api/v1/workspaces/{workspaceId}/restore.',
  WORKSPACE_NOT_RESTORABLE:
    'Workspace {workspaceId} is not waiting to be purged, or its time ran out. There is nothing to restore.',
  WORKSPACE_NAME_DIFFERENT:
    'To delete this workspace, send its name exactly as it is written: GET /api/v1/workspace shows it.',
  WORKSPACES_FULL:
    'You own {limit} workspaces, and that is the limit. Delete one, or hand one over with POST /api/v1/workspace/transfer.',
  MEMBER_NOT_FOUND:
    'There is no member {memberId} in this workspace. GET /api/v1/members lists those there are.',
  MEMBER_INACTIVE:
    'Member {memberId} is switched off by the directory, so they cannot own the workspace. Switch them on there, or choose somebody else.',
  TRANSFER_TO_YOURSELF: 'You own this workspace already. Name another member.',
  LAST_OWNER:
    'A workspace always has an active owner, and this is the last one. Make another member owner first, with PATCH /api/v1/members/{member_id} or POST /api/v1/workspace/transfer.',
  SOLE_OWNER:
    'They are the only active owner of {names}, where others work too. Hand each over with POST /api/v1/workspace/transfer, or delete it with DELETE /api/v1/workspace, and try again.',
  OWNERS_ONLY:
    'Only owners, signed in themselves, make, change or remove owners. Ask one; GET /api/v1/members shows who they are.',
  OWNER_NARROWED:
    'An owner has the whole workspace and cannot be narrowed to projects. Leave project_ids out, or choose another role.',
  ROLE_EXCEEDS_YOURS:
    'Nobody gives or takes what they do not hold themselves: {missing}. Ask somebody who holds it.',
  PROJECTS_EXCEED_YOURS:
    'You are narrowed to projects, and can only give, change and remove what lies inside them. Name project_ids among yours, or ask somebody who sees the whole workspace.',
  ROLE_UNKNOWN:
    'There is no role "{role}" in this workspace. GET /api/v1/roles lists the built-in and the custom ones.',
  ROLE_NOT_FOUND:
    'There is no custom role {roleId} in this workspace. GET /api/v1/roles lists those there are; built-in ones cannot be changed.',
  ROLE_NAME_TAKEN:
    'A role here is called "{name}" already, or it is the name of a built-in one. Choose another name.',
  ROLE_IN_USE:
    'Role {roleId} is still held by {members} members and promised by {invitations} pending invitations. Give them another role, or revoke the invitations, and try again.',
  ROLES_FULL:
    'This workspace has {limit} custom roles, and that is the limit. Delete one that nobody holds.',
  PERMISSION_UNKNOWN: 'There is no permission {unknown}. GET /api/v1/roles lists those there are.',
  PROJECT_NAME_TAKEN: 'A project here is called "{name}" already. Choose another name.',
  PROJECTS_FULL:
    'This workspace has {limit} projects, and that is the limit. Rename one that is archived and unarchive it.',
  INVITATION_NOT_FOUND:
    'There is no such invitation. Check that the link was copied whole, or ask whoever invited you for a new one.',
  INVITATION_EXPIRED: 'This invitation has expired. Ask whoever invited you for a new one.',
  INVITATION_REVOKED: 'This invitation was taken back. Ask whoever invited you for a new one.',
  INVITATION_USED_UP:
    'This invitation was used as often as it can be. Ask whoever invited you for a new one.',
  INVITATION_OTHER_ADDRESS:
    'This invitation is for another e-mail address than that of your account. Sign in with the address that it was sent to, or ask for an invitation to yours.',
  INVITATION_LAPSED:
    'Whoever made this invitation may no longer give what it promises. Ask somebody else of the workspace for a new one.',
  INVITATION_CLOSED:
    'Invitation {invitationId} is {status}: it can be neither sent again nor revoked. Make a new one with POST /api/v1/invitations.',
  INVITATION_NOT_MAILED:
    'Invitation {invitationId} is a link for whoever has it, so there is nobody to send it to. Make a new link with POST /api/v1/invitations.',
  INVITATION_OWNER_LINK:
    'A link works for whoever has it, so it makes no owners. Invite them by e-mail.',
  INVITATION_USES:
    'An invitation by e-mail lets in one person. Leave maximum_uses out, or leave email out for a link.',
  INVITATIONS_FULL:
    'This workspace has {limit} pending invitations, and that is the limit. Revoke some, or use a link for several people.',
  INVITATION_MAILS_LIMITED:
    'Too many invitations were mailed {where} in the last hour. Try again later, or make a link.',
  ALREADY_MEMBER:
    'This person belongs to workspace {workspaceId} already. Nothing was changed; switch to it with POST /api/v1/workspaces/{workspaceId}/switch.',
})
