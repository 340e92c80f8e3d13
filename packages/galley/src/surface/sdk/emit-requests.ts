import type { OpenApiDocument } from '../openapi.ts'
import { generatedNote } from './emit-types.ts'
import { parametersType } from './parameters-type.ts'
import { readOperations } from './read-operations.ts'
import type { SdkOperation } from './read-operations.ts'

/**
 * Every operation by its method and path, with what it takes and answers: types alone, for a client
 * that sends requests itself and must stay small.
 *
 * @example
 * // The emitted file holds lines such as
 * // 'GET /documents/{document_id}': { input: types.DocumentsGetParameters; output: types.Document }
 */
export function emitRequests(document: OpenApiDocument): string {
  const lines = readOperations(document).map(
    (operation) =>
      `  /** ${operation.summary} */
  '${operation.method} ${operation.path}': { input: ${inputOf(operation)}; output: ${outputOf(operation)} }
`,
  )
  return `${generatedNote}
import type { StartedJob } from '../jobs.ts'
import type * as types from './types.ts'

/** What each operation takes and answers, by its method and path. */
export interface Requests {
${lines.join('')}}
`
}

function inputOf(operation: SdkOperation): string {
  const parameters = parametersType(operation)
  return parameters ? `types.${parameters}` : '{ [name: string]: never }'
}

function outputOf({ kind, outputType }: SdkOperation): string {
  switch (kind) {
    case 'events':
    case 'file':
      return 'Response'
    case 'nothing':
      return 'void'
    case 'pipeline':
      return `StartedJob<types.${outputType}>`
    case 'step':
      return `types.${outputType} | StartedJob<types.${outputType}>`
    default:
      return `types.${outputType}`
  }
}
