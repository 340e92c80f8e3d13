export { deriveTools } from './derive-tools.ts'
export { mcpMount } from './mount.ts'
export { createRouteCaller } from './route-caller.ts'
export type { CallRoute } from './route-caller.ts'
