import { fileURLToPath } from 'node:url'
import { createLocalContext, startNodeRuntime } from '@galley/galley/node'
import type { Context, NodeRuntime } from '@galley/galley/node'

/** Where relative folders start, whoever calls from where. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Local {
  runtime: NodeRuntime
  ctx: Context
}

export interface LocalOptions {
  /** Ends what is under way; its reason is thrown. */
  signal?: AbortSignal
  /** Writes the log to standard output, as a server does. Default: no log. */
  hasLog?: boolean
}

/**
 * Runs `work` on this machine's Galley: the same database as a running server, which it attaches
 * to, or its own for as long as the work takes.
 */
export async function withLocal<T>(
  work: (local: Local) => Promise<T>,
  { signal = new AbortController().signal, hasLog = false }: LocalOptions = {},
): Promise<T> {
  const runtime = await startNodeRuntime(process.env, { baseFolder: root, quiet: !hasLog })
  try {
    signal.throwIfAborted()
    const ctx = createLocalContext(runtime.app.services, runtime.workspaceId, {
      signal,
      requestId: `cli-${process.pid}`,
    })
    return await work({ runtime, ctx })
  } finally {
    await runtime.stop()
  }
}
