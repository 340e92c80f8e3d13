import { ForbiddenError } from '../../platform/error.ts'
import type { Context } from '../../platform/context.ts'
import { accountCodes } from './codes.ts'
import { publicOrigin } from './public-origin.ts'

/**
 * Signing in is refused from other sites' pages even without a cookie: else they could sign somebody
 * in to an account of theirs, and read what is done there. Programs send neither header.
 *
 * @throws ForbiddenError
 */
export function refuseCrossSiteSignIn({ config }: Pick<Context, 'config'>, headers: Headers): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const host = headers.get('host')
  const isOwn =
    origin === null || origin === publicOrigin(config) || URL.parse(origin)?.host === host
  const isForeign = site ? site !== 'same-origin' && site !== 'none' : !isOwn
  if (isForeign) throw new ForbiddenError(accountCodes.CROSS_SITE_SIGN_IN)
}
