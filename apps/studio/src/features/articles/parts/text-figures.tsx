import { countWords, readingMinutes } from '@galley/markdown'
import { useEffect, useState } from 'react'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { messages } from '../desk-messages.ts'

const PAUSE_MS = 300

/** How long the text is. Counted when somebody pauses, never between two keys. */
export function TextFigures({ editor }: { editor: ArticleEditor }) {
  const text = useMessages(messages)
  const [words, setWords] = useState(() => editor.getState().doc)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = editor.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(() => setWords(editor.getState().doc), PAUSE_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [editor])
  const content = words.textBetween(0, words.content.size, '\n', ' ')
  return (
    <p className="shrink-0 px-2 text-sm whitespace-nowrap text-muted tabular-nums max-lg:hidden">
      {text.words(countWords(content))}
      <span className="max-xl:hidden"> · {text.minutes(readingMinutes(content))}</span>
    </p>
  )
}
