export { deriveTools } from './derive-tools.ts'
export { mcpMount } from './mount.ts'
