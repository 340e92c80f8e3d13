import { defineCodes } from '../../platform/error.ts'

export const accountCodes = defineCodes({
  SIGN_UP_CLOSED:
    'Nobody can make an account here by themselves. Ask whoever runs this installation (GALLEY_SIGN_UP).',
  SIGN_UP_NEEDS_INVITATION:
    'An account here needs an invitation. Ask a workspace admin for one, open its link, and sign up with the address that it was sent to.',
  EMAIL_TAKEN: 'This address has an account already.',
  PASSWORD_WEAK: 'This password is too easy to guess: {reason}. Take a longer or less common one.',
  SIGN_IN_REFUSED:
    'This did not work: address and password do not fit together, or the address is not verified yet. Check both, look for our mail, or ask for a new password with POST /auth/password/forgot.',
  SECOND_FACTOR_REFUSED:
    'This code is not right, or was used before. Take the one that the app shows now, or a recovery code.',
  SECOND_FACTOR_ENDED:
    'This sign-in is over: it took too long, or had too many wrong codes. Start again with POST /auth/sign-in.',
  ATTEMPTS_EXHAUSTED:
    'Too many attempts. Try again in {retryAfterSeconds} seconds; a browser that signed in before is not held up by others.',
  LINK_INVALID: 'This link is not good any more: it was used, or is too old. Ask for a new one.',
  PROVIDER_UNAVAILABLE:
    'This installation does not offer to sign in with {provider}. GET /auth/methods lists what it offers.',
  RETURN_PATH_INVALID: 'return_to must be a path of this site that starts with one "/".',
  CROSS_SITE_SIGN_IN: 'This came from the page of another site. Sign in on our own.',
  PASSWORD_WRONG: 'The current password is not right.',
  PASSWORD_MISSING:
    'This account has no password. Set one with POST /auth/password/forgot, then try again.',
  SESSION_UNKNOWN: 'You have no session {sessionId}. GET /account/sessions lists them.',
  SIGN_IN_IS_VOUCHED:
    'You came through the identity provider of a workspace. To change how you sign in, sign in by a way of your own: set a password with POST /auth/password/forgot if you have none.',
  SESSION_NOT_FRESH: 'This needs a sign-in of the last 24 hours. Sign out, sign in, and try again.',
  TWO_FACTOR_ENABLED:
    'Two-factor sign-in is on already. Disable it first to set up another authenticator.',
  TWO_FACTOR_DISABLED:
    'Two-factor sign-in is not on. Start with POST /account/two-factor, then confirm a code.',
  PASSKEY_UNKNOWN: 'You have no passkey {passkeyId}. GET /account/passkeys lists them.',
  PASSKEY_REFUSED:
    'This passkey could not be verified. Ask for new options and try again; the device has to check that it is you.',
  EMAIL_UNCHANGED: 'This is the address that the account has.',
  USER_UNKNOWN: 'There is no person {userId}.',
})
