import { useEffect, useState } from 'react'
import { sentenceAt } from '../../../editor/citations.ts'
import type { CitedSentence } from '../../../editor/citations.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'

/** Who passes over a sentence does not mean it; who rests on it does. */
const REST_MS = 150

/** The sentence that the pointer rests on. */
export function useHoveredSentence(editor: ArticleEditor): CitedSentence | null {
  const [sentence, setSentence] = useState<CitedSentence | null>(null)
  useEffect(() => {
    const { dom } = editor.view
    let timer: ReturnType<typeof setTimeout> | undefined
    const onMove = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (editor.view.isDestroyed) return
        const place = editor.view.posAtCoords({ left: event.clientX, top: event.clientY })
        setSentence(place ? (sentenceAt(editor.getState(), place.pos)?.sentence ?? null) : null)
      }, REST_MS)
    }
    const onLeave = () => {
      clearTimeout(timer)
      setSentence(null)
    }
    dom.addEventListener('pointermove', onMove)
    dom.addEventListener('pointerleave', onLeave)
    return () => {
      clearTimeout(timer)
      dom.removeEventListener('pointermove', onMove)
      dom.removeEventListener('pointerleave', onLeave)
    }
  }, [editor])
  return sentence
}
