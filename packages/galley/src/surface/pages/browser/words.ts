const signedOut = 'You are not signed in any more. Sign in again, perhaps in another tab.'

/** Where the API's own sentence names a route, a person at a page needs another one. */
const sentences: Readonly<Record<string, string>> = {
  offline: 'You are offline. Nothing was sent; try again when you are back.',
  unreachable: 'The server does not answer. Try again in a moment.',
  unknown: 'That did not work. Try again in a moment.',
  sign_in_refused:
    'Address and password do not fit together, or the address is not confirmed yet. Check both, and look for our mail.',
  second_factor_ended: 'This sign-in took too long, or had too many wrong codes. Begin again.',
  session_ended: signedOut,
  credentials_missing: signedOut,
  credentials_invalid: signedOut,
  sso_required: 'This workspace is entered with your work account. Sign in with it first.',
  session_not_fresh:
    'For this you have to have signed in within a day. Sign out, sign in, and try again.',
  session_unknown: 'That browser is signed out already.',
  passkey_unknown: 'That passkey is gone already.',
  password_missing: 'Your account has no password yet. Have a link sent to set one first.',
  provider_unavailable: 'This way in is not offered here any more. Take another one.',
  already_member: 'You belong to this workspace already.',
  request_invalid: 'Something here is not right yet.',
  permission_missing: 'Your role in this workspace does not allow that. Ask one of its admins.',
  workspace_required: 'You are in no workspace yet. Ask for an invitation, or make one.',
}

const waiting = new Set(['attempts_exhausted', 'rate_limited'])

/** What a person reads about a problem. */
export function inWords(code: string, detail: string | undefined, waitSeconds = 0): string {
  if (waiting.has(code)) return `Too many attempts. Try again ${duration(waitSeconds)}.`
  return sentences[code] ?? detail ?? sentences.unknown!
}

function duration(seconds: number): string {
  if (!(seconds > 0)) return 'in a moment'
  if (seconds < 90) return `in ${count(Math.ceil(seconds), 'second')}`
  if (seconds < 5400) return `in ${count(Math.ceil(seconds / 60), 'minute')}`
  return `in ${count(Math.ceil(seconds / 3600), 'hour')}`
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
