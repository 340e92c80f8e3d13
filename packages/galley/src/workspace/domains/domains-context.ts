import { createContext } from '../../platform/context.ts'
import type { Call, Context, Services } from '../../platform/context.ts'
import { newId } from '../../platform/id.ts'

/** The context of what is done to a workspace's domains while nobody of it asks. */
export function domainsContext(services: Services, workspaceId: string): Context {
  // A caller's context may be handed in: nothing of who calls goes along into another workspace.
  const {
    projectIds: _projects,
    clientAddress: _address,
    step: _step,
    ...bare
  } = services as Services & Partial<Call>
  return createContext(bare, {
    workspaceId,
    actor: { kind: 'system', id: 'domains' },
    permissions: new Set(),
    requestId: newId('req'),
    signal: new AbortController().signal,
  })
}
