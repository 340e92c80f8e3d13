import type { ArticleText } from '@galley/markdown'
import { useState } from 'react'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { WordDiff } from '../../../work/word-diff.tsx'
import { messages } from '../desk-messages.ts'
import { textOf } from '../saving/article-text.ts'
import type { ArticleDocument } from '../saving/article-text.ts'

interface ConflictDialogProps {
  mine: ArticleText
  theirs: ArticleDocument
  places: readonly string[]
  onResolve: (choice: 'mine' | 'theirs') => void
  onClose: () => void
}

/** Two people wrote at the same place. Both texts are there; nothing is lost either way. */
export function ConflictDialog({ mine, theirs, places, onResolve, onClose }: ConflictDialogProps) {
  const text = useMessages(messages)
  const { dateTime } = useFormats()
  const [isComparing, setComparing] = useState(false)
  const other = textOf(theirs)
  return (
    <Dialog
      title={text.conflictTitle}
      size={isComparing ? 'large' : 'medium'}
      description={text.conflictText(dateTime(theirs.updated_at))}
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" className="me-auto" onClick={() => setComparing(!isComparing)}>
            {isComparing ? text.hideCompare : text.compare}
          </Button>
          <Button onClick={() => onResolve('theirs')}>{text.takeTheirs}</Button>
          <Button variant="primary" onClick={() => onResolve('mine')}>
            {text.keepMine}
          </Button>
        </>
      }
    >
      <p className="text-sm">{text.conflictPlaces(places.length)}</p>
      {isComparing &&
        places.map((place) => (
          <section key={place} className="mt-5 border-t border-line pt-4">
            <h3 className="mb-2 font-medium">{headingOf(place, mine, other) ?? text.untitled}</h3>
            <p className="mb-2 text-xs text-muted">{text.compareHint}</p>
            <WordDiff before={wordsOf(place, other)} after={wordsOf(place, mine)} />
          </section>
        ))}
    </Dialog>
  )
}

function headingOf(place: string, ...texts: ArticleText[]): string | null {
  const sections = texts.flatMap(({ sections }) => sections)
  return sections.find(({ id }) => id === place)?.heading ?? null
}

function wordsOf(place: string, text: ArticleText): string {
  if (place === 'title' || place === 'standfirst' || place === 'takeaways') return text[place]
  return text.sections.find(({ id }) => id === place)?.markdown ?? ''
}
