import { createContext } from '../../platform/context.ts'
import type { Actor, Context, Services } from '../../platform/context.ts'
import { newId } from '../../platform/id.ts'

/** Where a request to the callbacks comes from. */
export interface CameFrom {
  clientAddress: string
  userAgent: string | null
  requestId: string
}

/** The context of what a sign-in changes in a workspace, for its audit log. */
export const ssoContext = (
  services: Services,
  workspaceId: string,
  actor: Actor,
  from: Partial<CameFrom> = {},
): Context =>
  createContext(services, {
    workspaceId,
    actor,
    permissions: new Set(),
    requestId: from.requestId ?? newId('req'),
    ...(from.clientAddress && { clientAddress: from.clientAddress }),
    signal: new AbortController().signal,
  })
