import { defineCodes } from '../../platform/error.ts'

export const privacyCodes = defineCodes({
  PRIVACY_NEEDS_WORKSPACE:
    'This concerns the whole workspace, and you are narrowed to some of its projects. Ask an owner who sees all of it.',
  EXPORT_RUNNING:
    'Export {exportId} is still being made. Wait for it, or delete it first; one is made at a time.',
  EXPORTS_FULL:
    'There are {limit} exports already, and that is the limit. Delete one, or wait: each is kept for 7 days.',
  EXPORT_NOT_FOUND: 'There is no export {exportId}. It may have expired: make a new one.',
  EXPORT_NOT_READY:
    'Export {exportId} is {status}, so there is nothing to download. Make another one if it failed; else wait until it is ready.',
  EXPORT_TABLE_UNDECIDED:
    'The table "{table}" cannot be exported: it has no primary key to read it by.',
  CONFIRMATION_DIFFERENT:
    'To delete your account, send its e-mail address in "email", exactly as GET /api/v1/account shows it.',
  PASSWORD_NEEDED: 'To delete your account, send its password in "password".',
  SIGN_IN_TOO_OLD:
    'Your account has no password, so this needs a sign-in of the last {minutes} minutes. Sign out, sign in, and try again.',
  RETENTION_TOO_SHORT: '"{kind}" is kept for at least {minimum} days: {reason}.',
  RETENTION_TOO_LONG:
    '"{kind}" is kept for at most {maximum} days, because this server forgets it then (GALLEY_RETENTION_DAYS).',
  PURGE_WAITS:
    'Workspace {workspaceId} still has {jobs} running jobs. They were stopped; the next round purges it.',
})
