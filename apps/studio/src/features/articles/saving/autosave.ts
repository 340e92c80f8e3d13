import { diffArticle } from '@galley/markdown'
import type { ArticleOperation, ArticleText } from '@galley/markdown'
import { isSameText, textOf } from './article-text.ts'
import type { ArticleDocument } from './article-text.ts'
import { mergeArticles } from './merge-articles.ts'

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'dirty' }
  | { kind: 'saving' }
  /** The server is out of reach; the draft is on this device, and the next try comes by itself. */
  | { kind: 'offline' }
  /** Somebody else changed the same place. Nothing is overwritten until a person decides. */
  | { kind: 'conflict'; theirs: ArticleDocument; places: readonly string[] }
  | { kind: 'failed'; error: unknown }

export interface Draft {
  base: { version: number; text: ArticleText }
  text: ArticleText
  at: string
}

export interface AutosaveOptions {
  document: ArticleDocument
  getText: () => ArticleText
  /** Sends an edit. Rejects with what `isConflict` and `isOffline` tell apart. */
  save: (baseVersion: number, operations: ArticleOperation[]) => Promise<ArticleDocument>
  /** The document as it is on the server now. */
  load: () => Promise<ArticleDocument>
  isConflict: (error: unknown) => boolean
  isOffline: (error: unknown) => boolean
  /** What was saved: new sections have ids of the server now. */
  onSaved: (document: ArticleDocument, ids: ReadonlyMap<string, string>) => void
  /** What somebody else wrote has to go into the editor. */
  onMerged: (document: ArticleDocument, text: ArticleText) => void
  onState: (state: SaveState) => void
  /** Keeps what is not on the server yet; null forgets it. */
  keepDraft: (draft: Draft | null) => Promise<void>
  timing?: Partial<typeof standardTiming>
}

const standardTiming = {
  /** After the last change. */
  idleMs: 2500,
  /** After the first change, however much is written. */
  mostMs: 20_000,
  draftMs: 400,
  retryMs: 4000,
}

/**
 * Saves an article while it is written: after a pause, in operations that name only what changed.
 * A draft on this device bridges what the network does not; what somebody else wrote meanwhile is
 * merged where it can be, and asked about where it cannot.
 */
export function createAutosave(options: AutosaveOptions) {
  const timing = { ...standardTiming, ...options.timing }
  let base = { version: options.document.version, text: textOf(options.document) }
  let state: SaveState = { kind: 'saved' }
  let running: Promise<void> | null = null
  let dirtySince = 0
  let isStopped = false
  const timers: Record<'save' | 'draft', ReturnType<typeof setTimeout> | undefined> = {
    save: undefined,
    draft: undefined,
  }

  function set(next: SaveState): void {
    state = next
    options.onState(next)
  }

  function later(name: 'save' | 'draft', ms: number, work: () => unknown): void {
    clearTimeout(timers[name])
    if (!isStopped) timers[name] = setTimeout(work, ms)
  }

  const operations = () => diffArticle(base.text, options.getText())

  async function keep(): Promise<void> {
    const text = options.getText()
    await options.keepDraft({ base, text, at: new Date().toISOString() })
  }

  function touch(): void {
    if (state.kind === 'conflict') return void later('draft', timing.draftMs, keep)
    const now = Date.now()
    if (state.kind === 'saved') dirtySince = now
    if (state.kind !== 'saving' && state.kind !== 'offline') set({ kind: 'dirty' })
    later('draft', timing.draftMs, keep)
    const left = dirtySince + timing.mostMs - now
    later('save', Math.max(0, Math.min(timing.idleMs, left)), () => void flush())
  }

  /** Saves what there is, once at a time; what is written meanwhile is saved behind it. */
  function flush(): Promise<void> {
    clearTimeout(timers.save)
    running ??= saveAll().finally(() => (running = null))
    return running
  }

  async function saveAll(): Promise<void> {
    while (!isStopped && state.kind !== 'conflict') {
      const wanted = operations()
      if (wanted.length === 0) {
        clearTimeout(timers.draft)
        await options.keepDraft(null)
        return set({ kind: 'saved' })
      }
      set({ kind: 'saving' })
      dirtySince = Date.now()
      const sent = options.getText()
      try {
        const document = await options.save(base.version, wanted)
        accept(document, sent)
      } catch (error) {
        if (options.isConflict(error)) {
          if (!(await reconcile())) return
        } else if (options.isOffline(error)) {
          set({ kind: 'offline' })
          later('save', timing.retryMs, () => void flush())
          return void (await keep())
        } else {
          set({ kind: 'failed', error })
          return void (await keep())
        }
      }
    }
  }

  function accept(document: ArticleDocument, sent: ArticleText): void {
    const text = textOf(document)
    const ids = new Map(
      sent.sections.flatMap(({ id }, index) => {
        const given = text.sections[index]?.id
        return given !== undefined && given !== id ? [[id, given] as const] : []
      }),
    )
    base = { version: document.version, text }
    const isQuiet = isSameText(options.getText(), sent)
    options.onSaved(document, ids)
    // The server tidies some things up, such as spaces around a title. It has the last word, or
    // the same edit would be sent for ever.
    if (isQuiet && diffArticle(text, options.getText()).length > 0) {
      options.onMerged(document, text)
    }
  }

  /** Somebody was quicker. Answers whether saving can go on. */
  async function reconcile(): Promise<boolean> {
    try {
      const theirs = await options.load()
      const { text, conflicts } = mergeArticles(base.text, options.getText(), textOf(theirs))
      if (conflicts.length > 0) {
        await keep()
        set({ kind: 'conflict', theirs, places: conflicts })
        return false
      }
      adopt(theirs, text)
      return true
    } catch (error) {
      set(options.isOffline(error) ? { kind: 'offline' } : { kind: 'failed', error })
      later('save', timing.retryMs, () => void flush())
      return false
    }
  }

  function adopt(theirs: ArticleDocument, text: ArticleText): void {
    base = { version: theirs.version, text: textOf(theirs) }
    options.onMerged(theirs, text)
  }

  return {
    state: () => state,
    touch,
    flush,
    /** The server has another version: it goes in at once where nothing is in its way. */
    async notice(theirs: ArticleDocument): Promise<void> {
      if (theirs.version <= base.version || running || state.kind === 'conflict') return
      const { text, conflicts } = mergeArticles(base.text, options.getText(), textOf(theirs))
      if (conflicts.length > 0) return set({ kind: 'conflict', theirs, places: conflicts })
      adopt(theirs, text)
      await flush()
    },
    /** The end of a conflict. What is put aside is answered, so that it can be taken back. */
    async resolve(choice: 'mine' | 'theirs'): Promise<ArticleText | null> {
      if (state.kind !== 'conflict') return null
      const { theirs } = state
      const mine = options.getText()
      const other = textOf(theirs)
      const merged = mergeArticles(base.text, mine, other).text
      set({ kind: 'dirty' })
      adopt(theirs, choice === 'mine' ? merged : other)
      await flush()
      return choice === 'mine' ? other : mine
    },
    /** Puts in a draft that an earlier visit left, as far as it still fits. */
    restore(draft: Draft): void {
      const { text, conflicts } = mergeArticles(draft.base.text, draft.text, base.text)
      const { document } = options
      if (conflicts.length > 0) {
        // What the draft was made against is what both sides come from.
        base = { version: draft.base.version, text: draft.base.text }
        options.onMerged(document, draft.text)
        return set({ kind: 'conflict', theirs: document, places: conflicts })
      }
      options.onMerged(document, text)
      touch()
    },
    stop(): void {
      isStopped = true
      clearTimeout(timers.save)
      clearTimeout(timers.draft)
    },
  }
}

export type Autosave = ReturnType<typeof createAutosave>
