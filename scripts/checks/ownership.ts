import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import { isTest, moduleOf, source } from './places.ts'
import type { Violation } from './places.ts'

/** What belongs to whom, read from the tree: which module declares a table, what names are taken. */
export interface Ownership {
  /** Folder of the module that declares each table, by the table's name in SQL. */
  tables: ReadonlyMap<string, string>
  /** Names of drivers and formats, which generic code does not know. */
  names: ReadonlySet<string>
}

/** A driver's own name for what it is; the rest of these families' words mean other things too. */
const namedFamilies = /\/platform\/(models|storage|isolation|jobs|db)\/drivers\/([\w-]+)(\.ts$|\/)/

/** Reads who owns what from the tree's files and the text of its `tables.ts`. */
export function readOwnership(files: ReadonlyMap<string, string>): Ownership {
  const tables = new Map<string, string>()
  const names = new Set<string>()
  for (const [file, text] of files) {
    if (!file.startsWith(source) || isTest(file)) continue
    if (file.endsWith('/tables.ts')) {
      for (const [, name] of text.matchAll(/galley\.table\(\s*'(\w+)'/g)) {
        tables.set(name!, moduleOf(file)!)
      }
    }
    const driver = namedFamilies.exec(file)?.[2]
    if (driver) names.add(driver)
    const format = /\/src\/formats\/([\w-]+)\//.exec(file)?.[1]
    if (format) names.add(format).add(format.replace(/s$/, ''))
  }
  return { tables, names }
}

/** Whoever uses the owner's handle works behind row-level security: each is here for a reason. */
const usesOwner = new Set(
  [
    'platform/telemetry/operations.ts', // readiness: are the tables there?
    'platform/http/idempotency/store.ts', // crons, over all workspaces
    'platform/http/rate-limit/rate-limit.ts',
    'platform/events/sweep-events.ts',
    'flow/billing/aggregate-usage.ts',
    'flow/billing/sweep-reservations.ts',
    'flow/billing/warn-of-budgets.ts',
    'flow/sources/sweep-objects.ts',
    'flow/sources/sweep-uploads.ts',
    'flow/media/sweep-media.ts',
    'platform/secrets/create-secrets.ts', // keys of the whole installation
    'platform/secrets/reseal-secrets.ts', // what is sealed, of all workspaces and of none
    'flow/documents/retain-documents.ts', // the app role may delete no version
    'workspace/audit/drop-audit-chain.ts', // nor may it delete an audit entry
    'workspace/audit/prune-audit.ts',
    'workspace/branding/sweep-logos.ts',
    'workspace/domains/find-verified-domain.ts', // whoever asks has no workspace yet
    'workspace/domains/recheck-domains.ts',
    'workspace/domains/release-domain.ts', // a deleted workspace's, for who has shown it is theirs
    'workspace/identity/ask.ts', // before the workspace is known
    'workspace/identity/last-used.ts', // of keys of all workspaces, in one statement
    'workspace/identity/raise-key-hashes.ts', // at the start, over all workspaces
    'workspace/identity/device/start-device-grant.ts', // grants belong to no workspace yet
    'workspace/identity/device/poll-device-grant.ts',
    'workspace/identity/device/lookup-device-grant.ts',
    'workspace/identity/device/decide-device-grant.ts',
    'workspace/identity/device/sweep-device-grants.ts',
    'workspace/identity/own-keys/list-own-keys.ts', // a person's, over all workspaces
    'workspace/identity/own-keys/revoke-key-of-own.ts',
    'workspace/identity/vouching-workspace.ts', // sessions are in no workspace
    'workspace/accounts/extend-sessions.ts', // sessions are in no workspace
    'workspace/identity/first-key.ts',
    'workspace/mail/queue-mail.ts', // mail belongs to no workspace
    'workspace/mail/send-mail.ts',
    'workspace/mail/suppressions.ts',
    'workspace/mail/sweep-mails.ts',
    'workspace/notifications/mail-notifications.ts', // crons, over all workspaces
    'workspace/notifications/sweep-notifications.ts',
    'workspace/privacy/archive/account-archive.ts', // a person's rows are in no workspace
    'workspace/privacy/archive/open-snapshot.ts', // sets the app role itself, after the isolation level
    'workspace/privacy/exports/export-job.ts', // archives of workspaces and of people
    'workspace/privacy/exports/shelf.ts',
    'workspace/privacy/exports/sweep-exports.ts',
    'workspace/privacy/leaving/delete-account.ts', // sessions and credentials are in no workspace
    'workspace/privacy/leaving/forget-job.ts', // one name, in all workspaces
    'workspace/privacy/purge/purge-workspace.ts', // all rows, of whichever module
    'workspace/privacy/purge/purge-workspaces.ts',
    'workspace/privacy/retention/enforce-retention.ts', // a cron, over all workspaces
    'workspace/scim/scim-context.ts', // people belong to no workspace
    'workspace/scim/tokens/find-directory.ts', // before the workspace is known
    'workspace/sso/attempt.ts', // who signs in has no workspace yet
    'workspace/sso/connection-test.ts',
    'workspace/sso/finish-sign-in.ts',
    'workspace/sso/start-sign-in.ts',
    'workspace/sso/sweep-sso.ts',
    'workspace/sso/test-connection.ts', // reads the attempt that it began
    'workspace/sso/use-assertion.ts',
    'workspace/tenancy/bootstrap.ts',
    'workspace/tenancy/invitations/find-invitation.ts', // before the workspace is known
    'workspace/tenancy/invitations/mail-limits.ts', // a mailbox is flooded from many workspaces
    'workspace/tenancy/workspaces/list-workspaces.ts', // a person's, of which there are several
  ].map((file) => source + file),
)
const usesOwnerFolders = [
  'platform/db/',
  'platform/jobs/',
  'workspace/accounts/', // people, their sessions and ways in belong to no workspace
].map((folder) => source + folder)

/** Where a family's drivers are listed by name: the lines that a new driver adds. */
const registries = new Set(
  [
    'models/providers.ts',
    'models/price-table.ts',
    'storage/config.ts',
    'storage/open-storage.ts',
    'storage/index.ts',
    'isolation/index.ts',
    'jobs/index.ts',
  ].map((file) => `${source}platform/${file}`),
)

/** Rules 7 and 8, and who may use the owner's handle, in one file. */
export function checkOwnership(file: string, text: string, owned: Ownership): Violation[] {
  if (isTest(file) || !/^(packages|apps)\//.test(file)) return []
  const { program } = parseSync(file, text)
  const foreign = foreignNames(file, program)
  const found = new Map<string, string>()
  walk(program, (node) => {
    const table = writtenTable(node)
    if (table && foreign.has(table)) {
      found.set(`writes ${table}`, 'rule 7: a table is written only by the module that declares it')
    }
    if (isOwnersHandle(node) && !mayUseOwner(file)) {
      found.set(
        "uses the owner's handle",
        'rows of one workspace are reached by ctx.db.tenant; who needs more is listed in scripts/checks/ownership.ts',
      )
    }
    const name = namedIn(node, owned.names)
    if (name && isGeneric(file)) {
      found.set(
        `names "${name}"`,
        'rule 8: generic code never names a driver, a connector or a format',
      )
    }
    for (const written of rawWrites(node)) {
      const owner = owned.tables.get(written)
      if (file.startsWith(source) && owner !== undefined && owner !== moduleOf(file)) {
        found.set(
          `writes galley.${written}`,
          'rule 7: a table is written only by the module that declares it',
        )
      }
    }
  })
  return [...found].map(([what, rule]) => ({ file, what, rule }))
}

interface Node {
  type: string
  [key: string]: unknown
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit)
  } else if (typeof node === 'object' && node !== null) {
    if (typeof (node as Node).type === 'string') visit(node as Node)
    for (const value of Object.values(node)) walk(value, visit)
  }
}

/** What is imported from another module, by its name here. */
function foreignNames(file: string, program: { body: unknown[] }): Set<string> {
  const names = new Set<string>()
  for (const statement of program.body as Node[]) {
    if (statement.type !== 'ImportDeclaration') continue
    const from = (statement.source as { value: string }).value
    const target = from.startsWith('.') ? normalize(join(dirname(file), from)) : null
    if (target && moduleOf(target) === moduleOf(file)) continue
    for (const { local } of statement.specifiers as { local: { name: string } }[]) {
      names.add(local.name)
    }
  }
  return names
}

const propertyOf = (node: unknown) => {
  const { type, property } = (node ?? {}) as { type?: string; property?: { name?: string } }
  return type === 'MemberExpression' ? property?.name : undefined
}

/** `documents` in `tx.update(documents)`. */
function writtenTable(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  if (!['insert', 'update', 'delete'].includes(propertyOf(node.callee) ?? '')) return undefined
  const [first] = node.arguments as { type: string; name?: string }[]
  return first?.type === 'Identifier' ? first.name : undefined
}

/** Tables that SQL in a string or template writes. */
function rawWrites(node: Node): string[] {
  const text =
    node.type === 'TemplateElement'
      ? (node.value as { raw: string }).raw
      : node.type === 'Literal' && typeof node.value === 'string'
        ? node.value
        : ''
  const writes = /\b(?:insert into|update|delete from)\s+(?:only\s+)?galley\.(\w+)/gi
  return [...text.matchAll(writes)].map((match) => match[1]!)
}

function isOwnersHandle(node: Node): boolean {
  const property = propertyOf(node)
  if (property === 'systemTransaction') return true
  const object = node.object as Node | undefined
  return property === 'system' && (object?.name === 'db' || propertyOf(object) === 'db')
}

const mayUseOwner = (file: string) =>
  usesOwner.has(file) || usesOwnerFolders.some((folder) => file.startsWith(folder))

/** `'openai'`, and the provider in `'openai:gpt'`. */
function namedIn(node: Node, names: ReadonlySet<string>): string | null {
  if (node.type !== 'Literal' || typeof node.value !== 'string') return null
  const name = /^([\w-]+)(:.+|$)/.exec(node.value)?.[1]
  return name !== undefined && names.has(name) ? node.value : null
}

function isGeneric(file: string): boolean {
  if (registries.has(file) || /\/drivers\//.test(file)) return false
  return file.startsWith(`${source}platform/`) || file.startsWith(`${source}flow/documents/`)
}
