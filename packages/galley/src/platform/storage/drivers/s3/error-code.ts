import { parseError } from './xml.ts'

const CODE_OF_STATUS: Record<number, string> = {
  301: 'PermanentRedirect',
  307: 'TemporaryRedirect',
  403: 'AccessDenied',
  404: 'NoSuchKey', // a HEAD has no body to tell a missing bucket from a missing key
  416: 'InvalidRange',
}

const NEXT_MOVE: Record<string, string> = {
  AccessDenied: 'Check that this access key may do that in this bucket.',
  InvalidAccessKeyId: 'Check the access key id.',
  SignatureDoesNotMatch: 'Check the secret access key and the region.',
  AuthorizationHeaderMalformed: 'Check the region.',
  NoSuchBucket: 'Create the bucket, or correct its name or the endpoint.',
  PermanentRedirect: 'The bucket lives elsewhere: correct the endpoint and the region.',
  TemporaryRedirect: 'The bucket lives elsewhere: correct the endpoint and the region.',
  RequestTimeTooSkewed: 'Set the clock of this machine.',
  NotImplemented: 'This store lacks an operation that the S3 driver needs.',
}

/**
 * The error code of an answer; null when it succeeded. A 200 can carry an error too: completing a
 * multipart upload sends its status before it knows the outcome.
 */
export function parseErrorCode(status: number, text: string): string | null {
  const code = text.includes('<Error>') ? parseError(text) : undefined
  if (status >= 200 && status < 300) return code ?? null
  return code ?? CODE_OF_STATUS[status] ?? `HTTP ${status}`
}

/** What an operator should do about a refusal. */
export function nextMove(code: string): string {
  return NEXT_MOVE[code] ?? 'Check the storage settings and the log of the store.'
}
