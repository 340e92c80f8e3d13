import type { Context } from '../../../platform/context.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { exportDocument, getDocument } from '../../documents/index.ts'
import { getSourceText } from '../../sources/index.ts'
import type { PromptContent } from '../content.ts'
import type { ContextText } from './compose-parts.ts'

export interface PromptContext {
  texts: ContextText[]
  /** Ids of sources and documents that were deleted since, or that the caller does not see. */
  missing: string[]
}

/** The words of what a prompt has at hand, in its order; what is gone by now is left out. */
export async function readContext(
  ctx: Context,
  { sourceIds, documentIds }: Pick<PromptContent, 'sourceIds' | 'documentIds'>,
): Promise<PromptContext> {
  const found = await Promise.all([
    ...sourceIds.map((id) => readOrMiss(id, () => readSource(ctx, id))),
    ...documentIds.map((id) => readOrMiss(id, () => readDocument(ctx, id))),
  ])
  return {
    texts: found.filter((one) => typeof one !== 'string'),
    missing: found.filter((one) => typeof one === 'string'),
  }
}

async function readOrMiss(id: string, read: () => Promise<ContextText>) {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NotFoundError) return id
    throw error
  }
}

async function readSource(ctx: Context, id: string): Promise<ContextText> {
  const { title, text } = await getSourceText({ ctx, input: { sourceId: id } })
  return { kind: 'source', id, title: title ?? '', text }
}

async function readDocument(ctx: Context, id: string): Promise<ContextText> {
  const input = { documentId: id }
  const [{ title }, { body }] = await Promise.all([
    getDocument({ ctx, input }),
    exportDocument({ ctx, input }),
  ])
  // Its front matter is for files.
  const text = String(body).replace(/^---\n[\s\S]*?\n---\n+/u, '')
  return { kind: 'document', id, title, text }
}
