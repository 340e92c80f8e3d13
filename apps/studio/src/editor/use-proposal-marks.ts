import { useEffect } from 'react'
import type { ArticleEditor } from './create-editor.ts'
import { proposalMarks, showProposal } from './proposal-marks.ts'
import type { ShownProposal } from './proposal-marks.ts'

/** One for all editors: what it knows is in their states. */
const marks = proposalMarks()

/** Shows a proposal in the text for as long as the caller is there; null shows none. */
export function useProposalMarks(editor: ArticleEditor, shown: ShownProposal | null): void {
  useEffect(() => {
    const { view } = editor
    if (view.isDestroyed) return
    editor.addPlugins([marks])
    view.dispatch(showProposal(view.state.tr, shown))
    if (shown?.current != null) {
      view.dom.querySelector('.is-current')?.scrollIntoView({ block: 'nearest' })
    }
  }, [editor, shown])
  useEffect(
    () => () => {
      if (!editor.view.isDestroyed) editor.view.dispatch(showProposal(editor.getState().tr, null))
    },
    [editor],
  )
}
