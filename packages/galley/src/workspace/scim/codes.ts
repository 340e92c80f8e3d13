import { defineCodes } from '../../platform/error.ts'

/** What can go wrong for those who set a directory up. */
export const scimCodes = defineCodes({
  SCIM_TOKEN_NOT_FOUND:
    'There is no SCIM token {tokenId} in this workspace. GET /scim/tokens lists those there are.',
  SCIM_TOKENS_FULL:
    'This workspace has {limit} SCIM tokens in use, and that is the limit. Revoke one with DELETE /scim/tokens/{token_id}.',
  SCIM_TOKEN_EXPIRY_PAST:
    'A token has to expire in the future. Leave expires_at out for one that does not.',
  SCIM_GROUP_NOT_FOUND:
    'There is no group {groupId} from a directory in this workspace. GET /scim/groups lists those there are.',
  SCIM_ROLE_OWNER:
    'Nobody becomes owner by a directory: owners are made by owners. Name another role.',
})

/** What a directory is told. Its admins read these in its logs. */
export const protocolCodes = defineCodes({
  SCIM_TOKEN_INVALID:
    'This SCIM token is missing or not known, or was revoked, or has expired. Make one with POST /api/v1/scim/tokens and give it to the directory.',
  SCIM_RATE_LIMITED: 'Too many requests. Try again in {retryAfterSeconds} s.',
  SCIM_ENDPOINT_UNKNOWN:
    'There is nothing at {path}. /Users, /Groups, /ServiceProviderConfig, /ResourceTypes and /Schemas are there.',
  SCIM_NOT_SUPPORTED: '{what} is not supported; /ServiceProviderConfig says what is.',
  SCIM_METHOD_NOT_ALLOWED: '{method} is not possible here. Use {allowed}.',
  SCIM_BODY_TOO_LARGE: 'The body is larger than {maximum} bytes. Send it in parts.',
  SCIM_BODY_TYPE: 'Send the body as application/scim+json or application/json.',
  SCIM_BODY_MALFORMED: 'The body is not one JSON object in UTF-8: {reason}.',
  SCIM_SCHEMA_MISSING: 'The body must name {schema} in "schemas".',
  SCIM_RESOURCE_NOT_FOUND: 'There is no {type} {id} in this workspace.',
  SCIM_VERSION_STALE: 'It has changed since: it is now {current}. Read it again.',
  SCIM_QUERY_INVALID: 'The query parameter {name} {reason}.',
  SCIM_FILTER_INVALID: 'The filter cannot be read: {reason}.',
  SCIM_FILTER_TOO_LARGE: 'The filter is larger than this reads: {reason}.',
  SCIM_PATH_INVALID: 'The path of operation {number} cannot be used: {reason}.',
  SCIM_TARGET_MISSING: 'Operation {number} names nothing that is there: {reason}.',
  SCIM_PATCH_INVALID: 'Operation {number} cannot be read: {reason}.',
  SCIM_ATTRIBUTE_READ_ONLY: 'The attribute {attribute} is set by us and cannot be changed.',
  SCIM_VALUE_INVALID: 'The attribute {attribute} {reason}.',
  SCIM_EMAIL_MISSING:
    'A user needs an e-mail address: send it as the primary one of "emails", or as userName.',
  SCIM_DOMAIN_UNVERIFIED:
    'The domain {domain} is not verified for this workspace, so its directory cannot speak for addresses there. Verify it with POST /api/v1/domains, then try again.',
  SCIM_ACCOUNT_UNVERIFIED:
    "There is an account with this address that nobody has confirmed, so it may be a stranger's. Let the person confirm it, by resetting its password by mail, then try again.",
  SCIM_USER_NAME_TAKEN: 'Another user of this workspace has this userName.',
  SCIM_EXTERNAL_ID_TAKEN: 'Another {type} of this workspace has this externalId.',
  SCIM_PERSON_TAKEN: 'Another user of this workspace stands for the person with this address.',
  SCIM_EMAIL_TAKEN: 'Another person has this e-mail address.',
  SCIM_DISPLAY_NAME_TAKEN: 'Another group of this workspace has this displayName.',
  SCIM_MEMBER_UNKNOWN: 'There is no user {id} in this workspace who could be in the group.',
})
