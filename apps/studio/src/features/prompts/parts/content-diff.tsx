import { useMessages } from '../../../messages/define-messages.ts'
import { WordDiff } from '../../../work/word-diff.tsx'
import type { PromptContent } from '../draft.ts'
import { messages } from '../messages.ts'

interface ContentDiffProps {
  before: PromptContent
  after: PromptContent
}

/** Two versions of a prompt, field by field; what is the same is left out. */
export function ContentDiff({ before, after }: ContentDiffProps) {
  const text = useMessages(messages)
  const rows: [string, (content: PromptContent) => string][] = [
    [text.purpose, ({ purpose }) => text[purpose]],
    [text.tone, ({ tone }) => tone],
    [text.format, ({ format }) => format],
    [text.audience, ({ audience }) => audience],
    [text.length, ({ length }) => (length ? text[lengths[length]] : '')],
    [text.language, ({ language }) => language ?? ''],
    [text.instruction, ({ instruction }) => instruction],
    [
      text.variables,
      ({ variables }) =>
        variables.map((one) => `{{${one.name}}} ${one.label} = ${one.default}`).join('\n'),
    ],
    [text.sources, (content) => content.source_ids.join('\n')],
    [text.documents, (content) => content.document_ids.join('\n')],
  ]
  const changed = rows.filter(([, read]) => read(before) !== read(after))
  if (changed.length === 0) return <p className="text-sm text-muted">{text.same}</p>
  return (
    <dl className="flex flex-col gap-4">
      {changed.map(([name, read]) => (
        <div key={name}>
          <dt className="mb-1 text-sm font-medium">{name}</dt>
          <dd>
            <WordDiff before={read(before)} after={read(after)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const lengths = { short: 'lengthShort', medium: 'lengthMedium', long: 'lengthLong' } as const
