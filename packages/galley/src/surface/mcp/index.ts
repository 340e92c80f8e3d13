export { deriveTools } from './derive-tools.ts'
export { mcpMount } from './mount.ts'
export { mcpExtensions } from './tool.ts'
export type { McpExtension, McpTool, ToolCall } from './tool.ts'
