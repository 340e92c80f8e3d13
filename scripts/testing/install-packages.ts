import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Programs that some tests drive, and Debian's packages with them. */
const programs = [{ path: '/usr/bin/chromium', packages: ['chromium', 'fonts-dejavu-core'] }]

/**
 * Installs what is missing where that can be done without asking anybody: as root on Debian. Tests
 * that need what is still missing afterwards are skipped, and say why.
 */
export async function installPackages(print: (text: string) => void): Promise<void> {
  const missing = programs.filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const packages = missing.flatMap((program) => program.packages)
  print(`installing ${packages.join(', ')}\n`)
  const isThere = await aptGet(['install', '-y', '--no-install-recommends', ...packages])
  if (isThere) return
  await aptGet(['update'])
  if (!(await aptGet(['install', '-y', '--no-install-recommends', ...packages]))) {
    print('that did not work: the tests that need it are skipped\n')
  }
}

function aptGet(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn('/usr/bin/apt-get', ['-qq', ...args], { env, stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}
