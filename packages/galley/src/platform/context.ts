import type { Config } from './config.ts'
import type { Database } from './db/index.ts'
import type { Dns } from './dns/contract.ts'
import { defineCodes, ForbiddenError } from './error.ts'
import type { Extensions } from './extension.ts'
import type { Isolation } from './isolation/contract.ts'
import type { Jobs } from './jobs/contract.ts'
import type { LiveText } from './jobs/live-text.ts'
import type { Mail } from './mail/contract.ts'
import type { Meter, Models } from './models/contract.ts'
import type { StepUsage } from './models/usage.ts'
import type { SafeFetch } from './http/safe-fetch.ts'
import { holds } from './permission.ts'
import type { PermissionCatalogue } from './permission.ts'
import type { Secrets } from './secrets/contract.ts'
import { scopedStorage } from './storage/index.ts'
import type { Storage } from './storage/index.ts'
import type { Logger } from './telemetry/contract.ts'

/** Who does it. */
export type Actor =
  | { kind: 'user'; id: string; name: string }
  | { kind: 'api_key'; id: string; name: string }
  | { kind: 'job'; id: string }
  | { kind: 'webhook'; id: string }
  | { kind: 'system'; id: string }

/** What the app is built on: one value, made once at the top and passed down. */
export interface Services {
  config: Config
  db: Database
  jobs: Jobs
  models: Models
  meter: Meter
  storage: Storage
  isolation: Isolation
  logger: Logger
  extensions: Extensions
  /** Seals what is secret before it is stored. */
  secrets: Secrets
  mail: Mail
  /** The way out to addresses that users give. */
  fetch: SafeFetch
  dns: Dns
  /** Every permission that a module declares. */
  permissionCatalogue: PermissionCatalogue
}

/** The durable step that the work runs in, when it runs in one. */
export interface StepScope {
  jobId: string
  key: string
  attempt: number
  /** The same for every attempt of this step: for providers that take one. */
  idempotencyKey: string
  recordUsage(usage: StepUsage): void
}

/** Everything a verb may know about its caller. A value: never stored, never global. */
export interface Context extends Services {
  workspaceId: string
  actor: Actor
  permissions: ReadonlySet<string>
  /** The projects that the caller is narrowed to; absent: all of the workspace. */
  projectIds?: readonly string[]
  /** Where the request came from; absent for work that nobody waits for. */
  clientAddress?: string
  requestId: string
  signal: AbortSignal
  step?: StepScope
  /** Shows words while they are written to whoever watches; absent where nobody can. */
  show?: (piece: LiveText) => void
  /** What is kept for the caller themselves, in no workspace: a person's own archives. */
  readonly ownStorage: Storage
}

/** Who calls, and what the call is bound to. */
export type Call = Pick<
  Context,
  | 'workspaceId'
  | 'actor'
  | 'permissions'
  | 'projectIds'
  | 'clientAddress'
  | 'requestId'
  | 'signal'
  | 'step'
  | 'show'
>

/** The one place where services are narrowed to a workspace. */
export function createContext(services: Services, call: Call): Context {
  const context = {
    ...services,
    // Made on demand too; a call of nobody has no workspace, and so no storage.
    get storage() {
      return scopedStorage(services.storage, call.workspaceId)
    },
    get ownStorage() {
      return scopedStorage(services.storage, call.actor.id)
    },
    logger: services.logger.child({ request_id: call.requestId }),
  }
  // Descriptors, since the signal may be a getter: making it costs, and few calls look at it.
  return Object.defineProperties(context, Object.getOwnPropertyDescriptors(call)) as Context
}

export const contextCodes = defineCodes({
  PERMISSION_MISSING:
    'This needs the permission "{permission}". Ask a workspace admin for it, or use a key that has it.',
  WORKSPACE_REQUIRED:
    'You belong to no workspace yet. Make one with POST /workspaces, or accept an invitation.',
  PERSON_REQUIRED: 'This is for signed-in people, about their own account. A key cannot do it.',
})

/** The first line of every verb: may they? */
export function requirePermission(ctx: Context, permission: string): void {
  if (holds(ctx.permissions, permission)) return
  throw new ForbiddenError(contextCodes.PERMISSION_MISSING, { permission })
}
