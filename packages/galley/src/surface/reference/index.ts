import type { Services } from '../../platform/context.ts'
import type { Mount, Route } from '../../platform/http/index.ts'
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

/** The front page of a server without a studio. */
export function landingMount(services: Services): Mount {
  return {
    path: '/',
    handler: (request) => renderLanding(originOf(services, request)),
  }
}

/** What people and programs read about this server: the reference, OpenAPI. */
export function referenceMounts({ services, routes }: ReferenceOptions): Mount[] {
  let described: OpenApiDocument | undefined
  const describe = () => (described ??= describeApi(routes))
  return [
    {
      path: '/docs',
      handler: (request) => renderReference(describe(), originOf(services, request)),
    },
    { path: '/docs/style.css', handler: () => asset(style + cardStyle, 'text/css') },
    { path: '/docs/status.js', handler: () => asset(statusScript, 'text/javascript') },
    { path: '/openapi.json', handler: () => openApi(describe()) },
  ]
}

const originOf = ({ config }: Services, request: Request) =>
  (config.PUBLIC_URL ?? new URL(request.url).origin).replace(/\/+$/, '')

const asset = (text: string, type: string) =>
  new Response(text, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' },
  })

/** Tools of other sites may read it: it is the same for everybody, and says nothing of anybody. */
const openApi = (document: OpenApiDocument) =>
  Response.json(document, { headers: { 'access-control-allow-origin': '*' } })
