import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { machineryTables } from './archive-policy.ts'
import { archiveParts } from './archive-part.ts'
import { tablesNamed, tablesWith, withoutSecrets } from './catalogue.ts'
import type { ArchivedTable } from './catalogue.ts'
import { openSnapshot } from './open-snapshot.ts'
import { workspaceReadme } from './readme.ts'
import { tableEntry } from './table-entry.ts'
import type { Entry } from './write-archive.ts'

/** Where exports lie in a workspace's storage. They hold none of themselves. */
export const EXPORTS_AREA = 'exports/'

interface Slice {
  table: ArchivedTable
  where: SQL
}

/**
 * Everything of a workspace, entry by entry. The rows are of one moment; files and documents are
 * read after it, as they are then.
 *
 * @param onProgress Called with 0 to 1 and what is under way.
 */
export async function* workspaceArchive(
  ctx: Context,
  onProgress: (fraction: number, message: string) => void,
): AsyncGenerator<Entry, void> {
  const parts = ctx.extensions.get(archiveParts)
  const snapshot = await openSnapshot(ctx.db, ctx.workspaceId)
  const tables: string[] = []
  try {
    const slices = await sliceWorkspace(snapshot.tx, ctx.workspaceId)
    for (const [index, { table, where }] of slices.entries()) {
      ctx.signal.throwIfAborted()
      onProgress((0.6 * index) / slices.length, `data/${table.name}`)
      tables.push(table.name)
      yield tableEntry(snapshot.tx, table, where)
    }
  } finally {
    await snapshot.close()
  }
  onProgress(0.6, 'files')
  yield* storedFiles(ctx)
  for (const part of parts) {
    onProgress(0.9, part.folder)
    for await (const file of part.files(ctx)) {
      ctx.signal.throwIfAborted()
      const { name, modifiedAt } = file
      yield {
        name: `${part.folder}/${name}`,
        bytes: file.bytes(),
        ...(modifiedAt && { modifiedAt }),
      }
    }
  }
  yield { name: 'README.md', bytes: workspaceReadme(tables, parts) }
}

/** Which rows of which tables belong to a workspace. */
async function sliceWorkspace(
  tx: Parameters<typeof tablesWith>[0],
  workspaceId: string,
): Promise<Slice[]> {
  const mine = await tablesWith(tx, 'workspace_id')
  const kept = mine.filter(({ name }) => !Object.hasOwn(machineryTables, name))
  const [users, workspaces] = await tablesNamed(tx, ['users', 'workspaces'])
  return [
    { table: workspaces!, where: sql`t.id = ${workspaceId}` },
    // The members' names and addresses, as the workspace sees them: nothing else of theirs.
    {
      table: { ...users!, columns: ['id', 'name', 'email'] },
      where: sql`t.id in (select user_id from galley.members where workspace_id = ${workspaceId})`,
    },
    ...kept.map((table) => ({
      table: withoutSecrets(table),
      where: sql`t.workspace_id = ${workspaceId}`,
    })),
  ]
}

/** The bytes that the workspace keeps: sources as they came, logos. */
async function* storedFiles(ctx: Context): AsyncGenerator<Entry, void> {
  let cursor: string | undefined
  do {
    const page = await ctx.storage.list('', cursor === undefined ? {} : { cursor })
    for (const { key, modifiedAt } of page.objects) {
      if (key.startsWith(EXPORTS_AREA)) continue
      ctx.signal.throwIfAborted()
      const content = await ctx.storage.get(key, { signal: ctx.signal }).catch(unlessGone)
      if (content) yield { name: `files/${key}`, bytes: chunksOf(content.body), modifiedAt }
    }
    cursor = page.cursor ?? undefined
  } while (cursor !== undefined)
}

/** What was deleted since it was listed is not the workspace's any more. */
function unlessGone(error: unknown): null {
  if (error instanceof NotFoundError) return null
  throw error
}

async function* chunksOf(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
