import { defineCodes } from '../error.ts'

/** Everything that can go wrong with storage. `{key}` is the whole key, workspace included. */
export const codes = defineCodes({
  STORAGE_KEY_INVALID:
    'The storage key {key} {problem}. Use a relative path such as "sources/talk.mp4".',
  STORAGE_OPTION_INVALID: 'The storage option {option} is {value}; it must be {expected}.',
  OBJECT_NOT_FOUND:
    'There is no object {key} in {store}. It may have been deleted; list its folder to see what is there.',
  RANGE_NOT_SATISFIABLE:
    'Object {key} has {size} bytes, so there is nothing from byte {start} on. Ask for a range inside it.',
  CHECKSUM_MISMATCH:
    'The bytes of {key} have sha256 {actual}, not {expected}. Nothing was stored: send them again.',
  LENGTH_MISMATCH:
    'The body of {key} has {actual} bytes, but {expected} were announced. Nothing was stored: send it again.',
  OBJECT_TOO_LARGE: 'The body of {key} is larger than {limit} bytes. Nothing was stored.',
  STORAGE_CANCELLED: 'The caller cancelled the {operation} of {key}.',
  SIGNED_URL_INVALID:
    'This link was not signed here, or was changed: {problem}. Ask for a new link.',
  SIGNED_URL_EXPIRED: 'This link expired at {expiresAt}. Ask for a new one.',
  SIGNED_URL_MISUSED:
    'This link was signed for {name} {expected}, but the request has {actual}. Send it as signed.',
  STORE_REFUSED: '{store} refused to {operation} {key}: {reason}. {nextMove}',
  STORE_FAILED:
    '{store} failed to {operation} {key}: {reason} (after {attempts} attempts). Try again later; if it persists, check that the store is up.',
  STORE_BROKE_OFF:
    '{store} broke off while sending {key}: {reason}. Ask again from byte {received}.',
})
