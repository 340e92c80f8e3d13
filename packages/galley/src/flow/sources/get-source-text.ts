import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db/index.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getSource, GetSourceInput } from './get-source.ts'
import type { SourceText } from './source-text.ts'

/** Short, and for one job only: of a source that was deleted nothing new can be made. */
const KEPT_MS = 30_000
const KEPT_CHARACTERS = 16_000_000

/**
 * The words of a source, for generation. All steps of a job want the same ones within seconds, and
 * sources are immutable, so they are read once for a job; outside of a job, every time.
 */
export async function getSourceText({ ctx, input }: VerbArgs<GetSourceInput>): Promise<SourceText> {
  requirePermission(ctx, 'sources.read')
  const { sourceId } = GetSourceInput.parse(input)
  if (!ctx.step) return readSourceText(ctx, sourceId)

  const shelf = shelfOf(ctx.db)
  const key = `${ctx.workspaceId} ${ctx.step.jobId} ${sourceId}`
  const known = shelf.get(key)
  if (known && known.until > Date.now()) return known.text

  const text = readSourceText(ctx, sourceId)
  const entry = { text, until: Date.now() + KEPT_MS, characters: 0 }
  shelf.set(key, entry)
  try {
    entry.characters = (await text).text.length
  } catch (error) {
    shelf.delete(key)
    throw error
  }
  makeRoom(shelf)
  return text
}

async function readSourceText(ctx: Context, sourceId: string): Promise<SourceText> {
  const { id, title, language, text, segments } = await getSource({ ctx, input: { sourceId } })
  return { id, title, language, text, segments }
}

interface Entry {
  text: Promise<SourceText>
  until: number
  characters: number
}

type Shelf = Map<string, Entry>

const shelves = new WeakMap<Database, Shelf>()

function shelfOf(db: Database): Shelf {
  const shelf = shelves.get(db) ?? new Map<string, Entry>()
  shelves.set(db, shelf)
  return shelf
}

/** Takes off what has expired, then the oldest until the rest fits. */
function makeRoom(shelf: Shelf): void {
  const now = Date.now()
  let characters = 0
  for (const [key, entry] of [...shelf].toReversed()) {
    characters += entry.characters
    if (entry.until <= now || characters > KEPT_CHARACTERS) shelf.delete(key)
  }
}
