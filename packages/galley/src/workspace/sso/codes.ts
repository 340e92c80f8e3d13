import { defineCodes } from '../../platform/error.ts'

export const ssoCodes = defineCodes({
  SSO_UNAVAILABLE:
    'There is no single sign-on for this. Sign in another way, or ask an admin of your workspace.',
  SSO_CONNECTION_NOT_FOUND:
    'There is no connection {connectionId} in this workspace. GET /sso/connections lists those there are.',
  SSO_CONNECTION_KIND:
    'Say once what the connection is: either "oidc" or "saml", and when changing one, what it is already.',
  SSO_CONNECTION_NAME_TAKEN: 'There is a connection called "{name}" already. Choose another name.',
  SSO_CONNECTION_NEEDED:
    'This workspace is reached through this connection only. Switch the enforcement off first with PUT /sso/enforcement, or have another enabled connection.',
  SSO_ROLE_INVALID:
    'Nobody becomes "{role}" by single sign-on. Name a built-in role but owner, or the id of a custom role of this workspace.',
  SSO_ADDRESS_SILENT: 'The address of the provider does not answer as one should. {reason}',
  SSO_ADDRESS_INSECURE: '{what} must begin with https://.',
  SSO_METADATA_INVALID: "This is not a SAML identity provider's metadata: {reason}.",
  SSO_SETTINGS_MISSING:
    'A SAML connection needs {missing}. Give them, or the metadata of the provider that states them.',
  SSO_CERTIFICATE_INVALID: 'Certificate {number} cannot be used: {reason}.',
  SSO_DISCOVERY_FAILED:
    '{issuer} does not answer as an OpenID provider does: {reason}. Check the issuer; it is the exact text in the "issuer" of its configuration.',
  SSO_TEST_NOT_FOUND:
    'There is no test {testId} of this connection, or it is over. Begin one with POST /sso/connections/{connectionId}/test.',
  SSO_IDENTITY_NOT_FOUND:
    'There is no link {identityId} in this workspace. GET /sso/identities lists those there are.',
  SSO_ENFORCEMENT_UNPROVEN:
    'Sign in through an enabled connection yourself first, and after its last change: otherwise you might lock everybody out.',
  SSO_PERSON_REQUIRED: 'This is for a signed-in person, since it is them who must get in again.',
})

/** What a sign-in can fail with. People see these on a page: what happened, and the next move. */
export const signInCodes = defineCodes({
  SSO_ATTEMPT_UNKNOWN: 'This sign-in is over or was begun in another browser. Begin again.',
  SSO_CONNECTION_GONE: 'This way to sign in was switched off. Ask an admin of your workspace.',
  SSO_PROVIDER_REFUSED:
    'Your identity provider did not sign you in. Begin again, or ask its admins.',
  SSO_ADDRESS_SILENT: 'The address of the provider does not answer as one should. {reason}',
  SSO_PROVIDER_UNREACHABLE: 'Your identity provider could not be reached. Try again in a minute.',
  SSO_ANSWER_INVALID:
    "Your identity provider's answer was not accepted. Begin again; if it stays, tell an admin of your workspace this code.",
  SSO_ANSWER_TOO_LARGE:
    "Your identity provider's answer is too large. Tell an admin of your workspace.",
  SSO_ANSWER_UNSIGNED:
    "Your identity provider's answer does not bear a valid signature. Tell an admin of your workspace.",
  SSO_ANSWER_EXPIRED:
    "Your identity provider's answer came too late, or a clock is wrong. Begin again.",
  SSO_ANSWER_REPLAYED: "Your identity provider's answer was used already. Begin again.",
  SSO_ANSWER_MISDIRECTED:
    "Your identity provider's answer was meant for somebody else. Begin again; if it stays, tell an admin of your workspace.",
  SSO_ANSWER_UNSOLICITED: 'Nobody asked for this sign-in. Begin at the sign-in page.',
  SSO_SUBJECT_MISSING:
    'Your identity provider does not say who you are in a lasting way. Tell an admin of your workspace.',
  SSO_EMAIL_MISSING: 'Your identity provider does not tell your e-mail address. Tell its admins.',
  SSO_EMAIL_UNVERIFIED:
    'Your identity provider does not vouch for your e-mail address. Verify it there, or ask its admins.',
  SSO_DOMAIN_UNVERIFIED:
    'Your e-mail address is not of a domain that this workspace has verified. Ask an owner of the workspace.',
  SSO_SUBJECT_CHANGED:
    'Your address is linked to another identity of this provider. An owner of the workspace can reset the link.',
  SSO_ACCOUNT_UNVERIFIED:
    'There is an account with your address that nobody has confirmed. Reset its password by mail, then begin again.',
  SSO_NOT_A_MEMBER: 'You are not a member of this workspace. Ask an admin for an invitation.',
  SSO_ROLE_GONE:
    'The role that you would have in this workspace does not exist any more. Ask an admin of it.',
  SSO_MEMBER_INACTIVE: 'Your membership is switched off. Ask an admin of your workspace.',
})
