import { findBinaries, type Binaries } from './binaries.ts'
import { openDatabaseFolder, type DatabaseFolder } from './folder.ts'
import { serverUser, type SystemUser } from './system-user.ts'

/** One database folder and what it takes to run it. */
export interface Installation {
  folder: DatabaseFolder
  binaries: Binaries
  /** Undefined: ourselves. */
  user: SystemUser | undefined
  settings: Record<string, string>
  log: (line: string) => void
}

/** Makes the folder when it is missing, and finds the programs and the user to run them as. */
export async function openInstallation(options: {
  dataDirectory: string
  settings?: Record<string, string>
  log?: (line: string) => void
}): Promise<Installation> {
  const { dataDirectory, settings = {}, log = () => {} } = options
  const folder = await openDatabaseFolder(dataDirectory)
  const user = await serverUser(folder)
  return { folder, binaries: await findBinaries(user), user, settings, log }
}
