import type { Context } from '../../platform/context.ts'
import { readConfig } from '../../platform/config.ts'
import type { Database } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import type { UsageEvent } from '../../platform/models/index.ts'
import { silentLogger } from '../../platform/telemetry/contract.ts'

/** A caller in a workspace of its own, inside a job where one is named. */
export function createBillingContext(
  db: Database,
  options: { workspaceId?: string; jobId?: string; signal?: AbortSignal } = {},
): Context {
  const { workspaceId = newId('ws'), jobId, signal = new AbortController().signal } = options
  return {
    db,
    config: readConfig({}),
    logger: silentLogger,
    workspaceId,
    actor: jobId ? { kind: 'job', id: jobId } : { kind: 'user', id: 'usr_1' },
    permissions: new Set(['billing.read', 'billing.write']),
    requestId: 'req_1',
    signal,
    ...(jobId && {
      step: {
        jobId,
        key: 'write',
        attempt: 1,
        idempotencyKey: jobId,
        recordUsage: () => undefined,
      },
    }),
  } as unknown as Context
}

/** A usage event as the gateway settles it. */
export function createUsage(changes: Partial<UsageEvent> = {}): UsageEvent {
  return {
    id: newId('use'),
    model: 'openai:gpt-6-luna',
    provider: 'openai',
    operation: 'generate',
    documentId: null,
    status: 'ok',
    inputTokens: 1000,
    outputTokens: 200,
    cachedTokens: 0,
    costMicros: 200,
    latencyMs: 12,
    prompt: 'articles.write@1',
    attempt: 1,
    startedAt: new Date(),
    ...changes,
  }
}
