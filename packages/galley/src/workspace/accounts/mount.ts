import type { Services } from '../../platform/context.ts'
import { createContext } from '../../platform/context.ts'
import type { Mount, MountOrigin } from '../../platform/http/index.ts'
import { AUTH_PATH, getAuth } from './auth.ts'
import { socialProviders } from './auth-providers.ts'
import { authHeaders } from './call-auth.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { pageUrl, publicOrigin } from './public-origin.ts'

const CALLBACK = new RegExp(`^${AUTH_PATH}/callback/(${socialProviders.join('|')})$`)

/**
 * Where browsers come back to from GitHub and Google. Everything else that better-auth would answer
 * is unknown here: the API has routes of its own for it.
 *
 * @example
 * createHttpApp({ mounts: [accountsMount(services)], … })
 */
export function accountsMount(services: Services): Mount {
  return {
    path: `${AUTH_PATH}/*`,
    async handler(request, origin) {
      const provider = CALLBACK.exec(new URL(request.url).pathname)?.[1]
      if (!provider || request.method !== 'GET') return new Response(null, { status: 404 })
      return comeBack(services, { request, origin, provider })
    },
  }
}

async function comeBack(
  services: Services,
  { request, origin, provider }: { request: Request; origin: MountOrigin; provider: string },
): Promise<Response> {
  const ctx = createContext(services, {
    workspaceId: '',
    actor: { kind: 'system', id: 'anonymous' },
    permissions: new Set(),
    clientAddress: origin.address,
    requestId: origin.requestId,
    signal: request.signal,
  })
  const auth = await getAuth(services)
  const { pathname, search } = new URL(request.url)
  const headers = authHeaders(ctx, request.headers, { isSignedIn: false })
  const handed = new Request(publicOrigin(services.config) + pathname + search, { headers })
  const response = await auth.handler(handed).catch((error: unknown) => {
    services.logger.error({ request_id: origin.requestId, error }, 'a sign-in failed')
    return new Response(null, { status: 500 })
  })
  const cookies = response.headers.getSetCookie()
  const done = await completeSignIn({ ctx, headers: request.headers, cookies, method: provider })
  const answer = new Response(null, {
    status: 302,
    headers: { location: ownLocation(services, response), 'cache-control': 'no-store' },
  })
  for (const cookie of done?.cookies ?? cookies) answer.headers.append('set-cookie', cookie)
  return answer
}

/** Whatever happened, the browser goes on to a page of ours, with a code and no words of a stranger. */
function ownLocation({ config }: Services, response: Response): string {
  const failed = pageUrl(config, '/sign-in?error=sign_in_failed')
  const url = URL.parse(response.headers.get('location') ?? '', publicOrigin(config))
  if (!url || url.origin !== publicOrigin(config)) return failed
  url.searchParams.delete('error_description')
  const error = url.searchParams.get('error')
  if (error !== null && !/^\w{1,60}$/.test(error)) return failed
  return url.href
}
