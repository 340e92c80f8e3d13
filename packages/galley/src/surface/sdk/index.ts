export { emitOperations } from './emit-operations.ts'
export { emitTypes } from './emit-types.ts'
