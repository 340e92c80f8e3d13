import type { Services } from '../../platform/context.ts'
import type { Mount, Route } from '../../platform/http/index.ts'
import { authMethods } from '../../workspace/accounts/index.ts'
import { cardStyle } from '../layout/index.ts'
import { describeApi } from '../openapi.ts'
import type { OpenApiDocument } from '../openapi.ts'
import { renderLanding, statusScript } from './landing.ts'
import { renderReference } from './reference-page.ts'
import { style } from './style.ts'

export interface ReferenceOptions {
  services: Services
  routes: readonly Route[]
}

/** What people and programs read about this server: a front page, the reference, OpenAPI. */
export function referenceMounts({ services, routes }: ReferenceOptions): Mount[] {
  const { config } = services
  let described: OpenApiDocument | undefined
  const describe = () => (described ??= describeApi(routes))
  const originOf = (request: Request) =>
    (config.PUBLIC_URL ?? new URL(request.url).origin).replace(/\/+$/, '')
  return [
    {
      path: '/',
      handler: async (request) =>
        renderLanding({
          origin: originOf(request),
          // Null when the database is down: then nobody can say.
          methods: await authMethods(services).catch((error: unknown) => {
            services.logger.warn({ error }, 'the front page does not know who may sign in')
            return null
          }),
        }),
    },
    { path: '/docs', handler: (request) => renderReference(describe(), originOf(request)) },
    { path: '/docs/style.css', handler: () => asset(style + cardStyle, 'text/css') },
    { path: '/docs/status.js', handler: () => asset(statusScript, 'text/javascript') },
    { path: '/openapi.json', handler: () => openApi(describe()) },
  ]
}

const asset = (text: string, type: string) =>
  new Response(text, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' },
  })

/** Tools of other sites may read it: it is the same for everybody, and says nothing of anybody. */
const openApi = (document: OpenApiDocument) =>
  Response.json(document, { headers: { 'access-control-allow-origin': '*' } })
