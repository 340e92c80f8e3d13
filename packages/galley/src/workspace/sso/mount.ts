import type { Services } from '../../platform/context.ts'
import { problemOf } from '../../platform/http/index.ts'
import type { Mount, MountOrigin } from '../../platform/http/index.ts'
import { answerOidc } from './answer-oidc.ts'
import type { Ending } from './answer-oidc.ts'
import { answerSaml, fetchOutcome } from './answer-saml.ts'
import { ssoCodes } from './codes.ts'
import { NotFoundError } from '../../platform/error.ts'
import { usableConnection } from './finish-sign-in.ts'
import { failurePage, testPage } from './page.ts'
import { describeToProvider } from './saml/service-provider.ts'
import type { CameFrom } from './sso-context.ts'

/**
 * Where identity providers send people back to. What happens here ends in a page or a redirect to
 * ourselves; what was asserted is shown to nobody.
 */
export function ssoMount(services: Services): Mount {
  return {
    path: '/api/sso/*',
    async handler(request, origin) {
      try {
        return await answer(services, request, origin)
      } catch (error) {
        const problem = problemOf(error, origin.requestId)
        const { code, status } = problem
        const line = { request_id: origin.requestId, code, error }
        if (status >= 500) services.logger.error(line, 'a sign-in failed')
        else
          services.logger.warn(
            { ...line, error: undefined, reason: reasonOf(error) },
            'a sign-in was refused',
          )
        return failurePage(problem)
      }
    },
  }
}

async function answer(
  services: Services,
  request: Request,
  origin: MountOrigin,
): Promise<Response> {
  const from: CameFrom = {
    clientAddress: origin.address,
    userAgent: request.headers.get('user-agent'),
    requestId: origin.requestId,
  }
  const { pathname } = new URL(request.url)
  const place = `${request.method} ${pathname}`
  if (place === 'GET /api/sso/oidc/callback') return end(await answerOidc(services, request, from))
  if (place === 'GET /api/sso/finish') return end(await fetchOutcome(services, request, from))
  const saml = /^(GET|POST) \/api\/sso\/saml\/([\w]{1,64})\/(acs|metadata)$/.exec(place)
  const [, method, connectionId = '', what] = saml ?? []
  if (method === 'POST' && what === 'acs') {
    return end(await answerSaml(services, request, connectionId, from))
  }
  if (method === 'GET' && what === 'metadata') return metadata(services, connectionId)
  throw new NotFoundError(ssoCodes.SSO_UNAVAILABLE)
}

function end(ending: Ending | { location: string }): Response {
  if (ending === 'tested') return testPage()
  const { location, cookies } =
    'location' in ending
      ? { location: ending.location, cookies: [] }
      : { location: ending.returnPath, cookies: ending.cookies }
  // 303 turns a provider's POST into a GET, with which the browser sends its SameSite=Lax cookie.
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** For providers that fetch it: public, as it is with everybody. */
async function metadata(services: Services, connectionId: string): Promise<Response> {
  const connection = await usableConnection(services, connectionId, { isTest: true })
  if (connection.settings.kind !== 'saml') throw new NotFoundError(ssoCodes.SSO_UNAVAILABLE)
  const { metadataXml } = await describeToProvider(
    services.config,
    connectionId,
    connection.settings,
  )
  return new Response(metadataXml, { headers: { 'content-type': 'application/samlmetadata+xml' } })
}

const reasonOf = (error: unknown) =>
  (error as { details?: { reason?: unknown } } | null)?.details?.reason ?? null
