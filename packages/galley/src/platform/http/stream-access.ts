import type { Context } from '../context.ts'
import { ForbiddenError, UnauthenticatedError } from '../error.ts'
import type { EventHub } from './event-hub.ts'
import type { Caller } from './http-app.ts'
import type { RouteRequest } from './route.ts'

/** Credentials are believed for almost a second: what is asked sooner is answered from memory. */
const BELIEVED_MS = 1000

/** `same`: go on. `changed`: they may other things now. Else the code that they are refused with. */
export type AccessVerdict = { kind: 'same' | 'changed' } | { kind: 'revoked'; reason: string }

/** Keeps an eye on whether whoever opened a stream may still have it. */
export interface StreamAccess {
  /** When to ask next, in milliseconds since the epoch; Infinity: not until something happens. */
  readonly dueAt: number
  /** Asks at the next opportunity. */
  suspect(delayMs?: number): void
  ask(): Promise<AccessVerdict>
  close(): void
}

/**
 * Watches the access of a stream's reader: told by the database when something about it changed, and
 * asked for by `suspect()` in between, since a bell may be missed.
 *
 * @param wake Called when `dueAt` has come closer.
 */
export async function watchStreamAccess({
  ctx,
  request,
  hub,
  wake,
}: {
  ctx: Context
  request: Pick<RouteRequest, 'reauthenticate'>
  hub: EventHub
  wake: () => void
}): Promise<StreamAccess> {
  const { reauthenticate } = request
  let dueAt = Number.POSITIVE_INFINITY
  const suspect = (delayMs = 0) => {
    if (!reauthenticate) return
    dueAt = Math.min(dueAt, Date.now() + delayMs)
    wake()
  }
  const unsubscribe = reauthenticate
    ? await hub.watchAccess(ctx.actor.id, () => suspect(BELIEVED_MS))
    : () => undefined

  return {
    get dueAt() {
      return dueAt
    },
    suspect,
    async ask() {
      dueAt = Number.POSITIVE_INFINITY
      try {
        return { kind: isSame(ctx, await reauthenticate!()) ? 'same' : 'changed' }
      } catch (error) {
        if (error instanceof UnauthenticatedError || error instanceof ForbiddenError) {
          return { kind: 'revoked', reason: error.code }
        }
        // Who cannot be asked cannot say no; nothing more is told until they were.
        dueAt = Date.now() + BELIEVED_MS
        return { kind: 'same' }
      }
    },
    close: unsubscribe,
  }
}

function isSame(ctx: Context, caller: Caller): boolean {
  return (
    caller.workspaceId === ctx.workspaceId &&
    sorted(caller.permissions) === sorted(ctx.permissions) &&
    sorted(caller.projectIds) === sorted(ctx.projectIds)
  )
}

const sorted = (names: Iterable<string> | undefined) => (names ? [...names].sort().join(' ') : null)
