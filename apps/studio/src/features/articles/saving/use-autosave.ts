import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createStore, del, get, set } from 'idb-keyval'
import { useEffect, useEffectEvent, useState } from 'react'
import { call } from '../../../api/call.ts'
import { ApiError, isOffline } from '../../../api/errors.ts'
import { query, queryKey } from '../../../api/queries.ts'
import { useConnection } from '../../../app/live.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { citedRegionsOf, textOf } from './article-text.ts'
import type { ArticleDocument } from './article-text.ts'
import { createAutosave } from './autosave.ts'
import type { Autosave, Draft, SaveState } from './autosave.ts'

const drafts = createStore('galley', 'drafts')

/** A browser may refuse to keep anything; then the network has to do. */
const quietly = async <Value>(work: Promise<Value>): Promise<Value | undefined> =>
  work.catch(() => undefined)

export const readDraft = (documentId: string): Promise<Draft | undefined> =>
  quietly(get<Draft>(documentId, drafts))

export interface Saving {
  autosave: Autosave
  state: SaveState
  /** A draft of an earlier visit went on. */
  isRestored: boolean
}

/** Saves what is written in an editor, and puts in what others write. */
export function useAutosave(editor: ArticleEditor, document: ArticleDocument): Saving {
  const client = useQueryClient()
  const { id } = document
  const key = queryKey('GET /documents/{document_id}', { document_id: id })
  const [state, setState] = useState<SaveState>({ kind: 'saved' })
  const [isRestored, setRestored] = useState(false)

  const [autosave] = useState(() => {
    const show = (next: ArticleDocument) => {
      client.setQueryData(key, next)
      editor.showCitations(citedRegionsOf(next))
    }
    return createAutosave({
      document,
      getText: editor.getText,
      async save(baseVersion, operations) {
        const { document: saved } = await call('PATCH /documents/{document_id}', {
          document_id: id,
          base_version: baseVersion,
          operations: operations as never,
        })
        return saved!
      },
      load: () => call('GET /documents/{document_id}', { document_id: id }),
      isConflict: (error) => error instanceof ApiError && error.status === 409,
      isOffline,
      onSaved(saved, ids) {
        editor.rebase(textOf(saved), ids)
        show(saved)
        void client.invalidateQueries({
          queryKey: queryKey('GET /documents/{document_id}/versions', { document_id: id }).slice(
            0,
            2,
          ),
        })
      },
      onMerged(theirs, text) {
        editor.merge(text)
        show(theirs)
      },
      onState: setState,
      keepDraft: async (draft) =>
        void (await quietly(draft ? set(id, draft, drafts) : del(id, drafts))),
    })
  })

  useEffect(() => {
    let revision = editor.revision()
    const stop = editor.subscribe(() => {
      if (editor.revision() === revision) return
      revision = editor.revision()
      autosave.touch()
    })
    return stop
  }, [editor, autosave])

  useEffect(() => {
    let isHere = true
    void readDraft(id).then((draft) => {
      if (!draft || !isHere) return
      autosave.restore(draft)
      setRestored(true)
    })
    return () => {
      isHere = false
    }
  }, [autosave, id])

  useFlushOnLeave(autosave)
  useNoticeOthers(autosave, document)
  const isLive = useConnection() === 'open'
  const flush = useEffectEvent(() => state.kind === 'offline' && void autosave.flush())
  useEffect(() => {
    if (isLive) flush()
  }, [isLive])
  return { autosave, state, isRestored }
}

/** Whoever closes the page or goes on to another leaves nothing behind. */
function useFlushOnLeave(autosave: Autosave): void {
  useEffect(() => {
    const onHide = () => document.visibilityState === 'hidden' && void autosave.flush()
    const onUnload = (event: BeforeUnloadEvent) => {
      const { kind } = autosave.state()
      if (kind !== 'saved') event.preventDefault()
    }
    document.addEventListener('visibilitychange', onHide)
    addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      removeEventListener('beforeunload', onUnload)
      void autosave.flush().finally(autosave.stop)
    }
  }, [autosave])
}

/** The document is read anew when the server says that it changed. */
function useNoticeOthers(autosave: Autosave, { id }: ArticleDocument): void {
  const { data } = useQuery(query('GET /documents/{document_id}', { document_id: id }))
  useEffect(() => {
    if (data) void autosave.notice(data)
  }, [autosave, data])
}
