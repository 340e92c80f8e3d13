import { defineCodes } from '../../platform/error.ts'

export const identityCodes = defineCodes({
  CREDENTIALS_MISSING:
    'This needs an API key or a signed-in person. Send a key as "Authorization: Bearer galley_sk_…" ("npm run galley -- keys create" makes one), or sign in with POST /auth/sign-in.',
  CREDENTIALS_INVALID:
    'This API key is not known, or was revoked, or has expired. Check that it was copied whole.',
  SESSION_ENDED: 'This session is over. Sign in again.',
  WORKSPACE_FORBIDDEN:
    'These credentials do not reach the workspace that Galley-Workspace names. GET /workspaces lists those that a signed-in person belongs to; a key has just one.',
  SSO_REQUIRED:
    'This workspace is reached through its identity provider. Sign in there with your work address.',
})
