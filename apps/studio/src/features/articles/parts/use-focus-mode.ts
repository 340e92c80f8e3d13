import { useEffect, useState } from 'react'
import type { ArticleEditor } from '../../../editor/create-editor.ts'

/** One section at a time in full colour, and nothing beside the text. */
export function useFocusMode(editor: ArticleEditor | null) {
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    if (!isOn || !editor) return
    const mark = () => {
      const { dom, state } = editor.view
      const index = state.selection.$from.index(0)
      for (const [at, child] of [...dom.children].entries()) {
        child.classList.toggle('has-cursor', at === index)
      }
    }
    mark()
    return editor.subscribe(mark)
  }, [isOn, editor])
  return { isOn, toggle: () => setOn(!isOn) }
}
