import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { attachOrStart } from './attach-or-start.ts'
import type { RunningServer } from './attach.ts'
import { giveToOwner, hasCluster } from './folder.ts'
import { hasUsers, joinUsers, withFolderLock } from './folder-lock.ts'
import { sendSignal } from './postmaster-file.ts'
import { stopServer } from './server.ts'
import type { Installation } from './installation.ts'

const LONGEST_PAUSE_MILLISECONDS = 30_000

/** A hold on a server that follows it through its deaths. */
export interface KeptServer {
  readonly current: RunningServer
  /** Whether somebody else had started the first one. */
  readonly attached: boolean
  stop(): Promise<void>
}

/**
 * Holds on to a server until `stop`: when it dies, it is started again at the same address. Call with
 * the lock held.
 */
export async function keepAttached(
  first: RunningServer & { attached: boolean },
  installation: Installation,
): Promise<KeptServer> {
  const { folder, log } = installation
  const membership = joinUsers(folder)
  await giveToOwner(folder)
  let current = first
  let stopping: Promise<void> | undefined

  async function recover(): Promise<void> {
    for (let pause = 100; !stopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS)) {
      try {
        if (!(await hasCluster(folder))) return log(`${folder.root} is gone, and its database too`)
        await withFolderLock(folder, async () => {
          if (stopping) return
          const { port } = current
          current = await attachOrStart(installation, { port })
          if (current.port !== port) log(`PostgreSQL moved from port ${port} to ${current.port}`)
          watch()
        })
        return
      } catch (cause) {
        log(`PostgreSQL on ${folder.root} is not back yet: ${(cause as Error).message}`)
        await sleep(pause, undefined, { ref: false })
      }
    }
  }

  function watch(): void {
    current.session.onLost(() => {
      if (stopping) return
      log(`lost PostgreSQL (process ${current.pid}) on ${folder.root}`)
      void recover()
    })
  }

  async function release(): Promise<void> {
    membership.leave()
    if (!hasUsers(folder) && (await stopServer(installation))) {
      log(`stopped PostgreSQL (process ${current.pid}) on ${folder.root}`)
    }
  }

  async function stop(): Promise<void> {
    try {
      const isThere = await stat(folder.root).then(Boolean, () => false)
      if (isThere) return await withFolderLock(folder, release)
      // The folder was deleted under the server, which would notice within a minute by itself.
      if (current.isHere && !current.session.isLost) sendSignal(current.pid, 'SIGQUIT')
    } finally {
      membership.leave()
      await current.session.end()
    }
  }

  watch()
  return {
    get current() {
      return current
    },
    attached: first.attached,
    stop: () => (stopping ??= stop()),
  }
}
