import { diffWordsWithSpace } from 'diff'
import { z } from 'zod'
import type { DocumentContent, DocumentFormat } from './format.ts'

export const DiffHunk = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
})
export type DiffHunk = z.infer<typeof DiffHunk>

export const PartDiff = z
  .object({
    /** Null for the fields of the whole. */
    partId: z.string().nullable(),
    change: z.enum(['added', 'removed', 'changed', 'moved']),
    hunks: z.array(DiffHunk),
  })
  .meta({ id: 'PartDiff' })
export type PartDiff = z.infer<typeof PartDiff>

export const ContentDiff = z
  .object({
    changes: z.array(PartDiff),
    wordsAdded: z.int(),
    wordsRemoved: z.int(),
  })
  .meta({ id: 'ContentDiff' })
export type ContentDiff = z.infer<typeof ContentDiff>

/** All parts of one comparison together; what is left then is shown as replaced, not word by word. */
const COMPARE_MS = 300

/**
 * What changed between two contents of one format, part by part and word by word. Same and added
 * hunks make the new text, same and removed ones the old. Takes a fraction of a second at most.
 */
export function diffContent(
  format: DocumentFormat,
  before: DocumentContent,
  after: DocumentContent,
): ContentDiff {
  const changes: PartDiff[] = []
  const push = (partId: string | null, change: PartDiff['change'], hunks: DiffHunk[]) =>
    changes.push({ partId, change, hunks })

  const deadline = performance.now() + COMPARE_MS
  const fields = diffText(
    format.fieldsText(before.fields),
    format.fieldsText(after.fields),
    deadline,
  )
  if (hasChange(fields)) push(null, 'changed', fields)

  const old = new Map(before.parts.map((part) => [part.id, part]))
  const kept = new Set(after.parts.map((part) => part.id))
  const stayed = new Set(
    longestCommonRun(
      before.parts.map((part) => part.id).filter((id) => kept.has(id)),
      after.parts.map((part) => part.id).filter((id) => old.has(id)),
    ),
  )
  for (const part of after.parts) {
    const previous = old.get(part.id)
    const text = format.partText(part)
    if (!previous) {
      push(part.id, 'added', [{ kind: 'added', text }])
      continue
    }
    const hunks = diffText(format.partText(previous), text, deadline)
    if (hasChange(hunks)) push(part.id, 'changed', hunks)
    else if (!stayed.has(part.id)) push(part.id, 'moved', [])
  }
  for (const part of before.parts) {
    if (kept.has(part.id)) continue
    push(part.id, 'removed', [{ kind: 'removed', text: format.partText(part) }])
  }
  return {
    changes,
    wordsAdded: countWords(changes, 'added'),
    wordsRemoved: countWords(changes, 'removed'),
  }
}

function diffText(before: string, after: string, deadline: number): DiffHunk[] {
  if (before === after) return [{ kind: 'same', text: after }]
  const timeout = deadline - performance.now()
  const hunks = timeout > 0 ? diffWordsWithSpace(before, after, { timeout }) : undefined
  if (!hunks) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  return hunks.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

const hasChange = (hunks: readonly DiffHunk[]) => hunks.some((hunk) => hunk.kind !== 'same')

function countWords(changes: readonly PartDiff[], kind: DiffHunk['kind']): number {
  return changes
    .flatMap((change) => change.hunks)
    .filter((hunk) => hunk.kind === kind)
    .reduce((sum, hunk) => sum + (hunk.text.match(/\S+/g)?.length ?? 0), 0)
}

/** Longest common subsequence of two orders of the same ids: what did not move. */
function longestCommonRun(before: readonly string[], after: readonly string[]): string[] {
  const position = new Map(before.map((id, index) => [id, index]))
  const tails: number[] = []
  const previous: number[] = []
  const order = after.map((id) => position.get(id)!)
  for (const [index, value] of order.entries()) {
    let length = tails.findIndex((tail) => order[tail]! >= value)
    if (length < 0) length = tails.length
    previous[index] = length > 0 ? tails[length - 1]! : -1
    tails[length] = index
  }
  const run: string[] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) run.unshift(after[at]!)
  return run
}
