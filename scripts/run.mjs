// The door to everything: plain JavaScript for whatever Node the machine has (20 or newer). It
// installs what the lock file names when that is not there yet, then runs the command on Node 24.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import process from 'node:process'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
const lock = `${root}.install.lock`

const commands = {
  start: ['apps/server/src/main.ts'],
  studio: ['apps/studio/build/develop.ts'],
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
await run(entry, rest)

/** One process installs, others wait for it. */
async function install() {
  if (isInstalled()) return
  let told = ''
  while (!(await takeLock())) {
    const holder = readText(lock)
    if (holder && holder !== told) {
      process.stderr.write(`Process ${holder} installs; waiting. If it is gone: rm "${lock}"\n`)
    }
    told = holder
    await pause(250)
    if (isInstalled()) return
  }
  try {
    if (!isInstalled()) await runInstaller()
  } finally {
    rmSync(lock, { force: true })
  }
}

async function runInstaller() {
  process.stderr.write('Installing what Galley needs. This happens once.\n')
  const isWindows = process.platform === 'win32'
  // All of it, also where the surroundings ask for production's share only.
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const installer = spawn(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    // Nothing but the command's own result may reach standard output.
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  })
  // npm takes its time to give up. What it leaves half done, the next start does anew.
  const result = await ended(installer, (signal) => {
    installer.kill('SIGKILL')
    exit(128 + constants.signals[signal])
  })
  if (result.code !== 0) {
    const reason = result.error ? `: ${result.error.message}.` : '. Its output is above.'
    fail(`npm ci did not succeed${reason}`)
  }
  if (!existsSync(node)) {
    fail(
      'npm ci left out Node 24 (the package "node"): install scripts may be switched off. Try: npm ci --ignore-scripts=false',
    )
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
async function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (error.code !== 'EEXIST') {
      fail(
        `Galley has to install its packages here first, and cannot write to ${root} (${error.code}). Let the folder's owner run "npm ci" in it, or make it writable.`,
      )
    }
    if (!isAlive(Number(readText(lock)))) rmSync(lock, { force: true })
    return false
  }
  // Whoever found the same dead holder a moment ago may remove this lock in place of that one.
  await pause(100)
  return readText(lock) === String(process.pid)
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

async function run(entryPoint, args) {
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
  const { code, signal, error } = await ended(child)
  if (error) fail(`Node 24 does not start: ${error.message}. Delete node_modules and try again.`)
  exit(code ?? 128 + (constants.signals[signal] ?? 0))
}

/** Waits for a child. It gets the signals that this process gets, unless they mean something else. */
function ended(child, onSignal = (signal) => child.kill(signal)) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, onSignal)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, signal: null, error }))
    child.on('exit', (code, signal) => resolve({ code, signal }))
  }).finally(() => {
    for (const signal of signals) process.off(signal, onSignal)
  })
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  exit(1)
}

function exit(code) {
  if (readText(lock) === String(process.pid)) rmSync(lock, { force: true })
  process.exit(code)
}
