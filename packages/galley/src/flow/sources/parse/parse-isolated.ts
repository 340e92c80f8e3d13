import {
  CancelledError,
  GalleyError,
  InvalidError,
  TooLargeError,
} from '../../../platform/error.ts'
import { isolationCodes, type Isolation } from '../../../platform/isolation/index.ts'
import { checkSize } from './check-size.ts'
import { codes } from './codes.ts'
import { limits } from './limits.ts'
import type { SourceFile } from './parse-source.ts'
import type { ParsedSource } from './parsed-source.ts'

/**
 * Does what `parseSource` does, apart from the caller: a file that needs too much time or memory, or
 * crashes its reader, is an error about that file and nothing else.
 *
 * @throws InvalidError, TooLargeError or UnsupportedError with a `source_*` code.
 * @example
 * const source = await parseSourceIsolated(ctx.isolation, { bytes, fileName: 'report.pdf' })
 */
export async function parseSourceIsolated(
  isolation: Isolation,
  file: SourceFile,
): Promise<ParsedSource> {
  const name = file.fileName ?? 'The file'
  checkSize(file.bytes, name, file.limits?.maxBytes) // before the bytes travel
  const { signal, ...input } = file
  const { timeoutMs, memoryMb } = { ...limits, ...file.limits }
  try {
    const task = { module: import.meta.resolve('./parse-source.ts'), export: 'parseSource' }
    return await isolation.run<ParsedSource>(task, input, { timeoutMs, memoryMb, signal })
  } catch (error) {
    throw aboutFile(error, { file: name, timeoutMs, memoryMb })
  }
}

/** What the isolation says of a task, said of the file. */
function aboutFile(error: unknown, details: { file: string; timeoutMs: number; memoryMb: number }) {
  const options = { cause: error }
  switch (error instanceof GalleyError ? error.code : null) {
    case isolationCodes.ISOLATION_TIMED_OUT.code:
      return new InvalidError(codes.SOURCE_TIMED_OUT, details, options)
    case isolationCodes.ISOLATION_OUT_OF_MEMORY.code:
      return new TooLargeError(codes.SOURCE_OUT_OF_MEMORY, details, options)
    case isolationCodes.ISOLATION_CRASHED.code:
      return new InvalidError(codes.SOURCE_READER_CRASHED, details, options)
    case isolationCodes.ISOLATION_CANCELLED.code:
      return new CancelledError(codes.SOURCE_CANCELLED, details, options)
    default:
      return error
  }
}
