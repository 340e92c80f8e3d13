import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Programs that some tests drive, and Debian's packages with them. */
const programs = [
  {
    paths: ['/usr/bin/chromium-headless-shell'],
    packages: ['chromium-headless-shell', 'fonts-dejavu-core'],
  },
  // Older releases have no package for the part without windows.
  {
    paths: ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'],
    packages: ['chromium', 'fonts-dejavu-core'],
  },
]

/**
 * Installs what is missing where that can be done without asking anybody: as root on Debian. Tests
 * that need what is still missing afterwards are skipped, and say why.
 */
export async function installPackages(print: (text: string) => void): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  let isFresh = false
  for (const { paths, packages } of programs) {
    if (paths.some((path) => existsSync(path))) continue
    print(`installing ${packages.join(', ')}\n`)
    const install = () => aptGet(['install', '-y', '--no-install-recommends', ...packages])
    if (await install()) continue
    if (!isFresh) isFresh = await aptGet(['update'])
    if (!(await install())) print('that did not work\n')
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
