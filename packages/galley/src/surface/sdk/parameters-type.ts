import { typeName } from '../operation-name.ts'
import type { SdkOperation } from './read-operations.ts'

/** The type of an operation's one argument: its body's, or one with path, query and files too. */
export function parametersType(operation: SdkOperation): string | null {
  const { pathNames, query, fileNames, bodyType } = operation
  if (pathNames.length + query.length + fileNames.length === 0) return bodyType
  return typeName(operation, 'Parameters')
}
