import { useBlocker } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isSameDraft } from './draft.ts'
import type { Draft } from './draft.ts'

const PAUSE_MS = 400
const keyOf = (id: string) => `galley:prompt:${id}`

interface Kept {
  draft: Draft
  /** The version that it was written over. */
  version: number
}

/**
 * What is being written over something saved. It is kept in the browser until it is saved or given
 * up; whoever leaves with it is asked.
 *
 * @param id Names the draft among those of this browser: a template, or what a new one began with.
 */
export function useDraft(id: string, saved: Draft, version: number) {
  const [found] = useState(() => readKept(id))
  const isFound = found !== null && !isSameDraft(found.draft, saved)
  const [draft, setDraft] = useState<Draft>(isFound ? found.draft : saved)
  const [base, setBase] = useState({ draft: saved, version: isFound ? found.version : version })
  const [isRestored, setRestored] = useState(isFound)
  const isDirty = !isSameDraft(draft, base.draft)

  // Somebody else saved, and nothing is being written here: then theirs is what there is.
  if (!isDirty && version !== base.version && !isRestored) {
    setBase({ draft: saved, version })
    setDraft(saved)
  }

  useEffect(() => {
    const timer = setTimeout(() => {
      keep(id, isDirty ? { draft, version: base.version } : null)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [id, draft, isDirty, base.version])

  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })

  /** Begins again from what was just saved, or from what others saved. */
  function reset(next: Draft, at: number): void {
    keep(id, null)
    setBase({ draft: next, version: at })
    setDraft(next)
    setRestored(false)
  }
  return {
    draft,
    setDraft,
    isDirty,
    /** It was found in the browser, from another time. */
    isRestored,
    baseVersion: base.version,
    blocker,
    reset,
    giveUp: () => reset(saved, version),
    forget: () => keep(id, null),
  }
}

export type DraftState = ReturnType<typeof useDraft>

function readKept(id: string): Kept | null {
  try {
    const kept = localStorage.getItem(keyOf(id))
    return kept === null ? null : (JSON.parse(kept) as Kept)
  } catch {
    return null
  }
}

function keep(id: string, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(keyOf(id), JSON.stringify(kept))
    else localStorage.removeItem(keyOf(id))
  } catch {
    // A browser that keeps nothing still warns.
  }
}
