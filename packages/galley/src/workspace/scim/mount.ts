import type { Services } from '../../platform/context.ts'
import { RateLimitError, UnauthenticatedError } from '../../platform/error.ts'
import { createRateLimiter } from '../../platform/http/index.ts'
import type { Mount, MountOrigin, RateLimiter } from '../../platform/http/index.ts'
import { SCIM_PATH, scimRoot } from './address.ts'
import { protocolCodes } from './codes.ts'
import { errorAnswer, toResponse } from './protocol/answer.ts'
import type { ScimAnswer } from './protocol/answer.ts'
import { scimContext } from './scim-context.ts'
import type { Directory } from './scim-context.ts'
import { serveResource } from './serve-resource.ts'
import { noteSync, noteSyncError } from './settings/note-sync.ts'
import { findDirectory } from './tokens/find-directory.ts'

/**
 * SCIM 2.0 (RFC 7643, 7644) at `/api/scim/v2`: what a workspace's directory calls to say who belongs
 * to it. Everything is answered in the words of the protocol, refusals too.
 *
 * @example
 * createHttpApp({ mounts: [scimMount(services)], … })
 */
export function scimMount(services: Services): Mount {
  const { config, db } = services
  const limiter = createRateLimiter(db, config.GALLEY_RATE_LIMIT_PER_MINUTE)
  return {
    path: `${SCIM_PATH}/*`,
    async handler(request, origin) {
      let directory: Directory | null = null
      try {
        directory = await admit(services, limiter, request, origin)
        const answer = await serve(services, directory, request, origin)
        await noteSync(services, directory).catch((failure: unknown) => {
          const about = { request_id: origin.requestId, error: failure }
          services.logger.warn(about, 'a sync was not noted')
        })
        return toResponse(answer)
      } catch (error) {
        return toResponse(await refuse(services, { directory, request, origin, error }))
      }
    },
  }
}

async function admit(
  services: Services,
  limiter: RateLimiter,
  request: Request,
  { address }: MountOrigin,
): Promise<Directory> {
  let directory: Directory
  try {
    directory = await findDirectory(services, request)
  } catch (error) {
    // Wrong tokens cost the address something, so that they cannot be guessed at full speed.
    if (error instanceof UnauthenticatedError) refuseIfOver(limiter.takeAnonymous(address))
    throw error
  }
  const { workspaceId, tokenId } = directory
  refuseIfOver(await limiter.take({ workspaceId, principal: `scim_token:${tokenId}` }))
  return directory
}

function refuseIfOver({ retryAfterSeconds }: { retryAfterSeconds: number | null }): void {
  if (retryAfterSeconds === null) return
  throw new RateLimitError(protocolCodes.SCIM_RATE_LIMITED, { retryAfterSeconds })
}

function serve(
  services: Services,
  directory: Directory,
  request: Request,
  origin: MountOrigin,
): Promise<ScimAnswer> {
  const { pathname, searchParams: query } = new URL(request.url)
  return serveResource({
    ctx: scimContext(services, directory, origin),
    request,
    root: scimRoot(services.config),
    path: pathname.slice(SCIM_PATH.length).replace(/\/$/, ''),
    query,
  })
}

interface Refusal {
  directory: Directory | null
  request: Request
  origin: MountOrigin
  error: unknown
}

/** The answer to what went wrong; admins of the workspace see it in the directory's status. */
async function refuse(
  services: Services,
  { directory, request, origin: { requestId }, error }: Refusal,
): Promise<ScimAnswer> {
  const answer = errorAnswer(error, requestId)
  const { status, code } = answer
  const about = { request_id: requestId, code }
  if (status >= 500) services.logger.error({ ...about, error }, 'a directory was not served')
  // A look for something that is not there is how directories find out.
  const isNotable = directory !== null && ![404, 429].includes(status)
  if (isNotable && request.method !== 'GET') {
    const { detail } = answer.body as { detail: string }
    const place = new URL(request.url).pathname.slice(SCIM_PATH.length)
    const what = `${request.method} ${/^\/(Users|Groups)(\/|$)/.exec(place)?.[1] ?? 'other'}`
    const note = { at: new Date().toISOString(), request: what, status, code, detail }
    await noteSyncError(services, directory!, note).catch((failure: unknown) => {
      services.logger.warn({ ...about, error: failure }, 'a refusal was not noted')
    })
  }
  return answer
}
