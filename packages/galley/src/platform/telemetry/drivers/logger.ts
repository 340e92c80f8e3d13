import { pino } from 'pino'
import type { DestinationStream } from 'pino'
import type { Config } from '../../config.ts'
import type { Logger } from '../contract.ts'
import { describeError } from '../describe-error.ts'

/** Names under which secrets and people's words travel; never written, at the top or one level down. */
const PRIVATE = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'access_token',
  'accessToken',
  'api_key',
  'apiKey',
  'key',
  'email',
  'text',
  'prompt',
  'content',
  'body',
]

/**
 * JSON lines on standard output, by pino.
 *
 * @example
 * const logger = createLogger(config)
 * logger.info({ document_id: document.id }, 'document published')
 */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL'>,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: config.LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      error: (error: unknown) => describeError(error),
      err: (error: unknown) => describeError(error),
    },
    redact: {
      paths: PRIVATE.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: '[redacted]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
