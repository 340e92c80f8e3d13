import { UnavailableError } from '../../../error.ts'
import { attach, type RunningServer } from './attach.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { MAJOR_VERSION, hasCluster, removeLeftovers } from './folder.ts'
import { initialise } from './initialise.ts'
import { refuseServerElsewhere, rememberMachine } from './machine.ts'
import { startServer } from './server.ts'
import type { Installation } from './installation.ts'

/** Attaches to the folder's server, or makes and starts it. Call with the lock held. */
export async function attachOrStart(
  installation: Installation,
  options: { port?: number; signal?: AbortSignal | undefined } = {},
): Promise<RunningServer & { attached: boolean }> {
  const { folder, log } = installation
  const { port, signal } = options
  const running = await attach(folder, signal)
  if (running) {
    log(`attached to PostgreSQL (process ${running.pid}) on ${folder.root}`)
    return { ...running, attached: true }
  }

  await refuseServerElsewhere(folder)
  await removeLeftovers(folder)
  if (!(await hasCluster(folder))) {
    await initialise(installation, signal)
    log(`made a new PostgreSQL ${MAJOR_VERSION} database in ${folder.root}`)
  }
  await rememberMachine(folder)
  await startServer(installation, { port, signal })
  const started = await attach(folder)
  if (!started) {
    const line = 'it ended right after its start'
    const details = { folder: folder.root, line, log: folder.log }
    throw new UnavailableError(codes.EMBEDDED_POSTGRES_NOT_STARTED, details)
  }
  log(`started PostgreSQL (process ${started.pid}) on ${folder.root}`)
  return { ...started, attached: false }
}
