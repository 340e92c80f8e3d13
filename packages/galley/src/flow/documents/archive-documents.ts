import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { NotFoundError, UnsupportedError } from '../../platform/error.ts'
import { withTransaction } from '../../platform/verb.ts'
import { archiveParts } from '../../workspace/privacy/index.ts'
import type { ArchiveFile } from '../../workspace/privacy/index.ts'
import { exportDocument } from './export-document.ts'
import { documents } from './tables.ts'

const PAGE = 100
const encoder = new TextEncoder()

/** Documents for people to read, beside the rows that hold them. */
export const archiveDocuments = archiveParts.contribute({
  folder: 'documents',
  describes: 'the current version of every document as Markdown, where its format has that.',
  files: documentFiles,
})

async function* documentFiles(ctx: Context): AsyncGenerator<ArchiveFile, void> {
  let after = ''
  for (;;) {
    const page = await withTransaction(ctx, (tx) =>
      tx
        .select({ id: documents.id, title: documents.title, updatedAt: documents.updatedAt })
        .from(documents)
        .where(
          and(
            eq(documents.workspaceId, ctx.workspaceId),
            gt(documents.id, after),
            isNull(documents.deletedAt),
          ),
        )
        .orderBy(asc(documents.id))
        .limit(PAGE),
    )
    for (const { id, title, updatedAt } of page) {
      const text = await asMarkdown(ctx, id)
      if (text === null) continue
      yield { name: `${fileName(title, id)}.md`, bytes: () => text, modifiedAt: updatedAt }
    }
    if (page.length < PAGE) return
    after = page.at(-1)!.id
  }
}

/** Null for a format that has no Markdown, and for what was deleted meanwhile. */
async function asMarkdown(ctx: Context, documentId: string): Promise<Uint8Array | null> {
  try {
    const { body } = await exportDocument({ ctx, input: { documentId } })
    return typeof body === 'string' ? encoder.encode(body) : body
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof UnsupportedError) return null
    throw error
  }
}

/** What every file system takes. */
function fileName(title: string, id: string): string {
  const plain = title
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return [...plain].slice(0, 80).join('').trim() || id
}
