import { modules } from '../../packages/galley/src/modules.ts'
import { deriveRoutes } from '../../packages/galley/src/surface/index.ts'
import { deriveTools } from '../../packages/galley/src/surface/mcp/index.ts'
import { describeApi } from '../../packages/galley/src/surface/openapi.ts'
import { describePermissions } from '../../packages/galley/src/surface/reference/describe-permissions.ts'
import { describeSteps } from '../../packages/galley/src/surface/reference/describe-steps.ts'
import {
  emitOperations,
  emitRequests,
  emitTypes,
} from '../../packages/galley/src/surface/sdk/index.ts'

/**
 * Every generated file, by its path from the root. Pure: the same code gives the same bytes, which
 * is how `npm run verify` finds what is out of date.
 */
export async function generateFiles(): Promise<Record<string, string>> {
  const routes = deriveRoutes(modules)
  const document = describeApi(routes)
  const tools = deriveTools(routes).map(({ definition }) => definition)
  return {
    'packages/galley/generated/openapi.json': json(document),
    'packages/galley/generated/mcp-tools.json': json(tools),
    'packages/sdk/src/generated/types.ts': emitTypes(document),
    'packages/sdk/src/generated/requests.ts': emitRequests(document),
    'packages/sdk/src/generated/operations.ts': emitOperations(document),
    'docs/reference/steps.md': describeSteps(modules),
    'docs/reference/permissions.md': describePermissions(modules, routes),
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
