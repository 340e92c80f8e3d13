import { InvalidError, TooLargeError } from '../../../platform/error.ts'
import { codes } from './codes.ts'
import { limits } from './limits.ts'

/**
 * The first check, before any work on the bytes.
 *
 * @throws InvalidError `source_empty`; TooLargeError `source_too_large`
 */
export function checkSize(bytes: Uint8Array, file: string, maxBytes = limits.maxBytes): void {
  if (bytes.length === 0) throw new InvalidError(codes.SOURCE_EMPTY, { file })
  if (bytes.length > maxBytes) {
    throw new TooLargeError(codes.SOURCE_TOO_LARGE, { file, bytes: bytes.length, maxBytes })
  }
}
