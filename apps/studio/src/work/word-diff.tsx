import { diffWordsWithSpace } from 'diff'

export interface WordDiffProps {
  before: string
  after: string
}

/** Two texts in one: what went, and what came. Screen readers are told which is which. */
export function WordDiff({ before, after }: WordDiffProps) {
  return (
    <p className="font-serif leading-relaxed whitespace-pre-wrap">
      {diffWordsWithSpace(before, after).map(({ value, added, removed }, index) =>
        added ? (
          <ins key={index} className="rounded-sm bg-insert-soft text-insert">
            {value}
          </ins>
        ) : removed ? (
          <del key={index} className="rounded-sm bg-remove-soft text-remove">
            {value}
          </del>
        ) : (
          value
        ),
      )}
    </p>
  )
}
