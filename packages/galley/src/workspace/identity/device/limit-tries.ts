import type { Context } from '../../../platform/context.ts'
import { defineExtensionPoint } from '../../../platform/extension.ts'

/**
 * Asked before a code is given out or tried. It counts for all processes together, by the person who
 * asks and by where they ask from, and throws a RateLimitError when there were too many.
 */
export const deviceTry =
  defineExtensionPoint<(ctx: Context) => Promise<void>>('identity.device_try')

/**
 * Counts a try at codes that people type, so that they cannot be guessed.
 *
 * @throws RateLimitError
 */
export async function limitTries(ctx: Context): Promise<void> {
  for (const count of ctx.extensions.get(deviceTry)) await count(ctx)
}
