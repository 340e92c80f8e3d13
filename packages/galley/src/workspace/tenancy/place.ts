import { contextCodes } from '../../platform/context.ts'
import type { Context, Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ForbiddenError, NotFoundError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { flushingLastWrites } from '../../platform/last-write.ts'

/** The signed-in person who asks. */
export function personOf({ actor }: Context): string {
  if (actor.kind === 'user') return actor.id
  throw new ForbiddenError(contextCodes.PERSON_REQUIRED)
}

/** For what people do without a permission, but in the workspace that they are in. */
export function requireWorkspace({ workspaceId }: Context): void {
  if (!workspaceId) throw new NotFoundError(contextCodes.WORKSPACE_REQUIRED)
}

/**
 * The same caller in another workspace: one that they make, join or bring back. For transactions,
 * the audit log and events; the storage stays closed.
 */
export function contextIn(ctx: Context, workspaceId: string): Context {
  return Object.create(ctx, {
    workspaceId: { value: workspaceId, enumerable: true },
    // What narrows them here means nothing there.
    projectIds: { value: undefined, enumerable: true },
    storage: {
      get(): never {
        throw new TypeError('a context in another workspace has no storage')
      },
    },
  }) as Context
}

/** The context of work that no caller asks for: a directory, single sign-on, an account that ends. */
export function systemContext(services: Services, workspaceId: string, id: string): Context {
  const call = {
    actor: { kind: 'system', id },
    permissions: new Set(['*']),
    requestId: newId('req'),
    signal: new AbortController().signal,
  }
  const properties = Object.entries(call).map(([name, value]) => [
    name,
    { value, enumerable: true },
  ])
  return contextIn(Object.create(services, Object.fromEntries(properties)) as Context, workspaceId)
}

/**
 * Runs `work` inside a transaction of the owner or of another module, with audit entries and events
 * of one workspace written at its end, as `withTransaction` would.
 */
export function withinTransaction<T>(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  // An object of its own: what waits for its end is not mixed with what waits for the whole's.
  const part = Object.create(tx) as Transaction
  return flushingLastWrites(part, workspaceId, () => work(part))
}
