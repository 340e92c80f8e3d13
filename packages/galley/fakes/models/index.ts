export type { ScriptEntry } from './behaviours.ts'
export type { ModelQuestion } from './question.ts'
export { startModelServer } from './start-model-server.ts'
export type { ModelServer, ModelServerOptions, SeenRequest } from './start-model-server.ts'
