import { Command, InvalidArgumentError, Option } from 'commander'
import { onInterrupt } from './interrupt.ts'
import { createKey, listKeys, revokeKey, rotateKey } from './keys.ts'
import { login, logout, whoami } from './login.ts'
import { UserError } from './user-error.ts'

/** What needs all of Galley is loaded when it is asked for, so that the rest starts at once. */
const late =
  <Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<void>>) =>
  async (...args: Args): Promise<void> =>
    (await load())(...args)

/** The same for what takes time and is called off in good order: heard while it loads, too. */
const interruptible: typeof late = (load) =>
  late(() => {
    onInterrupt()
    return load()
  })

const program = new Command('galley')
  .description('Sources in, publishable content out.')
  .version('0.1.0')
  .showHelpAfterError('(add --help for what there is)')

program
  .command('write')
  .description('Write an article from a file, a folder of files, or standard input')
  .argument('[source]', 'file or folder; "-" or nothing reads standard input', '-')
  .option(
    '-o, --out <file>',
    'replaces a file that is there; "-" is standard output; default: named after the article, here',
  )
  .addOption(
    new Option('-f, --format <format>', 'of the article')
      .choices(['markdown', 'html', 'json'])
      .default('markdown'),
  )
  .option('-m, --model <provider:model>', 'default: the configured one, or the embedded writer')
  .option('-s, --sections <number>', 'default: 5 to 9, fewer for short sources', wholeNumber)
  .option('-t, --tone <words>', 'for example "friendly and precise"')
  .addOption(
    new Option('--length <length>', 'of each section').choices(['short', 'medium', 'long']),
  )
  .option('-l, --language <code>', "BCP 47; default: the source's")
  .option('--title <title>', 'of the source')
  .option('--budget <dollars>', 'stop before more than this is spent', dollars)
  .option('--json', 'print one JSON result on standard output and nothing else')
  .action(interruptible(async () => (await import('./write.ts')).write))

program
  .command('worker')
  .description('Work on jobs, apart from the server; as many of these as you like')
  .action(interruptible(async () => (await import('./worker.ts')).work))

const jobs = program.command('jobs').description('See what runs and what failed')
jobs
  .command('list', { isDefault: true })
  .addOption(
    new Option('--status <status>').choices([
      'queued',
      'running',
      'waiting',
      'succeeded',
      'failed',
      'cancelled',
    ]),
  )
  .option('--json', 'print JSON')
  .action(late(async () => (await import('./jobs.ts')).listJobs))
jobs
  .command('show')
  .argument('<job>')
  .option('--json', 'print JSON')
  .action(late(async () => (await import('./jobs.ts')).showJob))

program
  .command('login')
  .description('Sign in to a server by the browser; the key is kept for this person only')
  .option('-s, --server <address>', 'of the server', defaultServer())
  .option('--json', 'print one JSON result on standard output')
  .action(login)
program
  .command('logout')
  .description('Revoke the key of "galley login" at the server, and forget it')
  .option('--force', 'forget it here, also when the server cannot be reached')
  .action(logout)
program
  .command('whoami')
  .description('Tell which server commands talk to, as whom, and what they may')
  .option('--json', 'print JSON')
  .action(whoami)

const keys = program
  .command('keys')
  .description(
    "API keys: of the server that you are signed in to (or that GALLEY_SERVER names, with GALLEY_API_KEY), or else of this machine's workspace",
  )
const where = (command: Command) =>
  command
    .option('--local', "this machine's workspace, also when signed in to a server")
    .option('--json', 'print JSON')
where(keys.command('list', { isDefault: true }))
  .description('List keys')
  .action(listKeys)
where(keys.command('create'))
  .description('Make an API key and print it, this once')
  .option('--name <name>', 'to recognise it by', 'Made on the command line')
  .option('--permission <names...>', 'what it may; default: everything')
  .option('--expires <days>', 'until it stops to work; default: never', wholeNumber)
  .action(createKey)
where(keys.command('rotate').argument('<key>', 'its id'))
  .description('Make a new key with the same settings and print it; the old one ends soon')
  .option('--overlap <hours>', 'how long the old one works on', hours, 24)
  .action(rotateKey)
where(keys.command('revoke').argument('<key>', 'its id'))
  .description('End a key for good')
  .action(revokeKey)

const secrets = program
  .command('secrets')
  .description('The master key that stored secrets are sealed with')
secrets
  .command('rotate')
  .description('Make a new one, and seal everything with it')
  .action(late(async () => (await import('./secrets.ts')).rotateSecrets))
secrets
  .command('reseal')
  .description('Seal everything with the current one')
  .action(late(async () => (await import('./secrets.ts')).reseal))

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.')
  return Number(text)
}

function hours(text: string): number {
  const amount = Number(text)
  if (!(amount >= 0 && amount <= 720)) throw new InvalidArgumentError('Give hours, from 0 to 720.')
  return amount
}

/** Where the server of this machine would be. */
function defaultServer(): string {
  return process.env.GALLEY_SERVER || `http://localhost:${process.env.PORT || 3000}`
}

function dollars(text: string): number {
  const amount = Number(text)
  if (!(amount >= 0)) throw new InvalidArgumentError('Give an amount in US dollars, like 0.50.')
  return Math.round(amount * 1_000_000)
}

// Whoever reads no further, as "head" does, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

try {
  await program.parseAsync()
} catch (error) {
  const { code = 'internal', message, exitCode = 1 } = error as Partial<UserError> & Error
  process.stderr.write(`${error instanceof UserError ? '' : 'galley: '}${message}\n`)
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
  }
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exitCode = exitCode
}
