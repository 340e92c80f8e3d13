import type { Config } from '../../platform/config.ts'
import { InvalidError } from '../../platform/error.ts'
import { accountCodes } from './codes.ts'

/** `https://galley.example`: where browsers reach us. */
export const publicOrigin = (config: Config): string =>
  new URL(config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).origin

/** A page for people, as a whole address. Tokens stand behind the `#`, where no log has them. */
export const pageUrl = (config: Config, path: string): string => publicOrigin(config) + path

/**
 * Where a browser is sent back to: a path of ours as a whole address. Whatever a browser would read
 * as another host (`//evil.example`, `/\evil.example`, a line break in between) is refused.
 *
 * @throws InvalidError
 */
export function returnUrl(config: Config, path: string): string {
  const origin = publicOrigin(config)
  const isPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path)
  const url = isPath ? URL.parse(path, origin) : null
  if (url?.origin !== origin) throw new InvalidError(accountCodes.RETURN_PATH_INVALID)
  return url.href
}
