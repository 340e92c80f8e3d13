import { diffWordsWithSpace } from 'diff'

/** A stretch that is the same in both texts, or one that differs. */
export type WordHunk =
  | { kind: 'same'; text: string }
  | { kind: 'change'; removed: string; added: string }

/** Two changes with less than this between them are one: nobody decides about a single word. */
const NEAR_CHARACTERS = 12

/**
 * What differs between two texts, in stretches that can be taken one by one.
 *
 * @example
 * wordChanges('Bees fly.', 'Bees dance.')
 * // [{ kind: 'same', text: 'Bees ' }, { kind: 'change', removed: 'fly', added: 'dance' }, …]
 */
export function wordChanges(before: string, after: string): WordHunk[] {
  const hunks: WordHunk[] = []
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    const last = hunks.at(-1)
    if (!added && !removed) {
      hunks.push({ kind: 'same', text: value })
      continue
    }
    const part = added ? { removed: '', added: value } : { removed: value, added: '' }
    const previous = hunks.at(-2)
    if (last?.kind === 'change') {
      last.removed += part.removed
      last.added += part.added
    } else if (
      last?.kind === 'same' &&
      previous?.kind === 'change' &&
      last.text.length < NEAR_CHARACTERS &&
      !last.text.includes('\n')
    ) {
      previous.removed += last.text + part.removed
      previous.added += last.text + part.added
      hunks.pop()
    } else {
      hunks.push({ kind: 'change', ...part })
    }
  }
  return hunks
}

/** The text with only those changes that were taken, by their place among the hunks. */
export const takeChanges = (hunks: readonly WordHunk[], taken: ReadonlySet<number>): string =>
  hunks
    .map((hunk, index) =>
      hunk.kind === 'same' ? hunk.text : taken.has(index) ? hunk.added : hunk.removed,
    )
    .join('')
