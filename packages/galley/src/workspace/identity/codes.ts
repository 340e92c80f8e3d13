import { defineCodes } from '../../platform/error.ts'

export const identityCodes = defineCodes({
  CREDENTIALS_MISSING:
    'This needs an API key or a signed-in person. Send a key as "Authorization: Bearer galley_sk_…" ("npm run galley -- keys create" makes one), or sign in with POST /auth/sign-in.',
  CREDENTIALS_INVALID:
    'This API key is not known, or was revoked, or has expired. Check that it was copied whole.',
  SESSION_ENDED: 'This session is over. Sign in again.',
  WORKSPACE_FORBIDDEN:
    'These credentials do not reach the workspace that Galley-Workspace names. GET /workspaces lists those that a signed-in person belongs to; a key has just one.',
  ACCOUNT_OUT_OF_REACH:
    'You came through the identity provider of a workspace, and are in that workspace only. For what is your account alone, sign in by a way of your own.',
  SSO_REQUIRED:
    'This workspace is reached through its identity provider. Sign in there with your work address.',
  CREDENTIALS_NOT_A_KEY:
    'This request came with no API key, so there is none to revoke. Sign out with POST /auth/sign-out.',
})

export const keyCodes = defineCodes({
  KEY_NOT_FOUND:
    'There is no API key {keyId} that you can see. GET /api/v1/api-keys lists those there are.',
  OWN_KEY_NOT_FOUND:
    'You have no API key {keyId} of your own. GET /api/v1/account/api-keys lists those there are.',
  KEY_NOT_ACTIVE: 'API key {keyId} is {status}, and stays so. Make a new one.',
  KEY_ROTATED:
    'API key {keyId} was rotated already, to {successor}. Rotate that one, or revoke it first.',
  KEY_PERSONAL: 'API key {keyId} belongs to a person: only they can rotate it. It can be revoked.',
  KEY_EXCEEDS_YOURS:
    'Nobody gives a key what they do not hold themselves: {missing}. Name other permissions, or ask somebody who holds them.',
  KEY_PROJECTS_EXCEED_YOURS:
    'You are narrowed to projects, and so are the keys that you make. Name project_ids among yours.',
  KEY_PERMISSION_UNKNOWN:
    'There is no permission {unknown} that a key could have. GET /api/v1/roles lists those there are; "*" is all of them.',
  KEY_PROJECT_UNKNOWN:
    'There is no project {unknown} in this workspace. GET /api/v1/projects lists those there are.',
  KEY_EXPIRY_PAST: 'A key has to expire in the future. Leave expires_at out for one that does not.',
})

/** What the device flow answers; the first five are the words of RFC 8628 and RFC 6749. */
export const deviceCodes = defineCodes({
  AUTHORIZATION_PENDING: 'Nobody has decided yet. Ask again in {interval} s.',
  SLOW_DOWN: 'You ask too often. Ask again in {interval} s, and keep to that from now on.',
  ACCESS_DENIED: 'The sign-in was refused by the person who was asked.',
  EXPIRED_TOKEN: 'This sign-in ran out of time, or is finished. Begin a new one.',
  INVALID_GRANT: 'This device code is not known. Begin a new sign-in.',
  DEVICE_CODE_UNKNOWN:
    'There is no sign-in waiting under this code. Check it letter by letter, or begin again: codes last ten minutes.',
  DEVICE_DECIDED: 'This sign-in was {status} already. Begin a new one if that was a mistake.',
  DEVICE_WORKSPACE_OTHER:
    'Send this in the workspace that you let the program into, with the header "Galley-Workspace: {workspace}".',
})
