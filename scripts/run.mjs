// The door to everything: plain JavaScript for whatever Node the machine has (20 or newer). It
// installs what the lock file names when that is not there yet, then runs the command on Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import process from 'node:process'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
const lock = `${root}.install.lock`

const commands = {
  start: ['apps/server/src/main.ts'],
  galley: ['packages/cli/src/main.ts'],
  test: ['scripts/test.ts'],
  verify: ['scripts/verify.ts'],
  bench: ['scripts/bench.ts'],
  generate: ['scripts/generate.ts'],
}

const [name, ...rest] = process.argv.slice(2)
const entry = commands[name]
if (!entry)
  fail(`There is no command "${name}"; these are there: ${Object.keys(commands).join(', ')}.`)
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Galley needs Node 20 or newer to start with; this is ${process.version}.`)
}
await install()
run(entry, rest)

/** One process installs, others wait for it. */
async function install() {
  if (isInstalled()) return
  while (!takeLock()) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (isInstalled()) return
  }
  try {
    if (isInstalled()) return
    process.stderr.write('Installing what Galley needs. This happens once.\n')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const { status, error } = spawnSync(
      npm,
      ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: root,
        // Nothing but the command's own result may reach standard output.
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      },
    )
    if (status !== 0) {
      fail(`npm ci did not succeed${error ? `: ${error.message}` : ''}. Its output is above.`)
    }
    if (!existsSync(node)) {
      fail(
        'npm ci left out Node 24 (the package "node"): install scripts may be switched off. Try: npm ci --ignore-scripts=false',
      )
    }
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Whether node_modules holds what the lock file names; npm notes there what it installed. */
function isInstalled() {
  if (!existsSync(node)) return false
  const installed = readPackages(`${root}node_modules/.package-lock.json`)
  const wanted = readPackages(`${root}package-lock.json`)
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(
    ([path, { version, link, optional }]) =>
      !path.includes('node_modules/') || // a workspace of ours
      link ||
      (optional && !installed[path]) ||
      installed[path]?.version === version,
  )
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return null
  }
}

/** Outside node_modules, which npm ci empties. A lock whose holder is gone is nobody's. */
function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isAlive(Number(readText(lock)))) rmSync(lock, { force: true })
    return false
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  if (!pid) return existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5000 // being written
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function run(entryPoint, args) {
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', `${root}${entryPoint[0]}`, ...args],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        // Where the user stands: npm runs scripts in the root, but file names are relative to it.
        GALLEY_CALLED_FROM: process.env.INIT_CWD ?? process.cwd(),
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? `${root}node_modules/.cache/node`,
        PATH: `${root}node_modules/node/bin${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)
  })
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
