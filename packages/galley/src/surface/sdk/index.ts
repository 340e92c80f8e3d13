export { emitOperations } from './emit-operations.ts'
export { emitTypes } from './emit-types.ts'
export { schemaType } from './schema-type.ts'
