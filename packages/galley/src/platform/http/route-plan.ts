import type { Config } from '../config.ts'
import { parameterReader } from './parameter.ts'
import type { ParameterReader } from './parameter.ts'
import type { Route, RouteBody } from './route.ts'
import { definitionOf, plainSchemas, propertyNames, toWireName } from './schema-shape.ts'

const JSON_LIMIT_BYTES = 1024 * 1024

/** A route with everything worked out that does not depend on the request. */
export interface RoutePlan {
  route: Route
  /** `POST /sources/{source_id}`: names the route in logs, metrics and idempotency records. */
  label: string
  /** Path as Hono writes it, below `/api/v1`. */
  pattern: string
  /** Wire names. */
  pathKeys: ReadonlySet<string>
  queryKeys: ReadonlySet<string>
  /** Of both, and of a form's fields, by wire name. */
  parameters: ReadonlyMap<string, ParameterReader>
  body: RouteBody
  maximumBodyBytes: number
  /** True when no input at all is a valid input. */
  takesNothing: boolean
}

export function planRoute(route: Route, config: Config): RoutePlan {
  const hasBody = route.method === 'POST' || route.method === 'PUT' || route.method === 'PATCH'
  const body = route.body ?? (hasBody ? 'json' : 'none')
  const pathKeys = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))
  const inputKeys = propertyNames(route.input).map(toWireName)
  for (const key of pathKeys) {
    if (inputKeys.length > 0 && !inputKeys.includes(key)) {
      throw new TypeError(`${route.method} ${route.path}: the input has no "${key}"`)
    }
  }
  const queryKeys =
    route.query?.map(toWireName) ?? (body === 'json' || body === 'form' ? [] : inputKeys)
  const keys = new Set([...pathKeys, ...queryKeys, ...(body === 'form' ? inputKeys : [])])
  const uploadLimit = config.GALLEY_MAX_UPLOAD_MB * 1024 * 1024
  return {
    route,
    label: `${route.method} ${route.path}`,
    pattern: route.path.replace(/\{(\w+)\}/g, ':$1'),
    pathKeys,
    queryKeys: new Set(queryKeys.filter((key) => !pathKeys.has(key))),
    parameters: new Map([...keys].map((key) => [key, parameterReader(route.input, key)])),
    body,
    maximumBodyBytes: route.maximumBodyBytes ?? (body === 'json' ? JSON_LIMIT_BYTES : uploadLimit),
    takesNothing: plainSchemas(route.input, 'input').some((schema) =>
      ['void', 'undefined'].includes(definitionOf(schema).type),
    ),
  }
}

/**
 * Plans in the order in which they must be tried: `/sources/search` before `/sources/{source_id}`.
 *
 * @throws TypeError when two routes are the same.
 */
export function planRoutes(routes: readonly Route[], config: Config): RoutePlan[] {
  const plans = routes.map((route) => planRoute(route, config))
  const shapes = new Set<string>()
  for (const { route, label } of plans) {
    const shape = `${route.method} ${route.path.replace(/\{\w+\}/g, '{}')}`
    if (shapes.has(shape)) throw new TypeError(`two routes are ${label}`)
    shapes.add(shape)
  }
  const rank = (plan: RoutePlan) => plan.pattern.replace(/:\w+/g, '\uffff')
  return plans.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}
