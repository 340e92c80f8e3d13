import type { Services } from '../../platform/context.ts'
import type { Mount, Route } from '../../platform/http/index.ts'
import { describeApi } from '../openapi.ts'

/** What people and programs read about the API. */
export function referenceMounts(_services: Services, routes: readonly Route[]): Mount[] {
  return [{ path: '/openapi.json', handler: () => Response.json(describeApi(routes)) }]
}
