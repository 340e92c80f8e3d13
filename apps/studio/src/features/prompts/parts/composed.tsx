import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Output } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Callout } from '../../../ui/callout.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { valuesFor, withVariables } from '../draft.ts'
import type { PromptContent } from '../draft.ts'
import { messages } from '../messages.ts'
import { ValueFields } from './value-fields.tsx'

const PAUSE_MS = 350

/** Long material is shown by its beginning; all of it counts. */
const SHOWN_CHARACTERS = 600

type Composition = Output<'POST /prompt-templates/compose'>

interface ComposedProps {
  content: PromptContent
  values: Readonly<Record<string, string>>
  onValues: (values: Readonly<Record<string, string>>) => void
}

/** The prompt as a model gets it, part by part, while it is written. */
export function Composed({ content, values, onValues }: ComposedProps) {
  const text = useMessages(messages)
  const written = withVariables(content)
  const asked = useSettled(JSON.stringify({ content: written, values: valuesFor(written, values) }))
  const { data, error, isFetching } = useQuery({
    ...query('POST /prompt-templates/compose', JSON.parse(asked) as never),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  })
  return (
    <section aria-labelledby="composed" aria-busy={isFetching}>
      <h2 id="composed" className="mb-1 font-serif text-xl">
        {text.composed}
      </h2>
      {data ? <Totals composition={data} /> : !error && <SkeletonText lines={6} />}
      <ProblemNote error={error} className="my-3 empty:hidden" />
      {written.variables.length > 0 && (
        <div className="my-4 rounded-lg bg-sunken p-3">
          <ValueFields variables={written.variables} values={values} onValues={onValues} />
        </div>
      )}
      {data && <Warnings composition={data} />}
      {data && <Parts composition={data} />}
    </section>
  )
}

function Totals({ composition }: { composition: Composition }) {
  const text = useMessages(messages)
  const { number, money } = useFormats()
  const { tokens, model, window_tokens: window, cost_micros: cost } = composition
  const facts = [
    text.tokens(number(tokens)),
    window !== null && text.ofWindow(number(window)),
    cost !== null && cost > 0 && text.costAtMost(money(cost)),
    model,
  ]
  return (
    <p className="text-sm text-muted" role="status" aria-live="off">
      {facts.filter(Boolean).join(' · ')}
    </p>
  )
}

function Warnings({ composition: { warnings } }: { composition: Composition }) {
  const text = useMessages(messages)
  if (warnings.length === 0) return null
  return (
    <Callout tone="warning" className="my-4">
      <ul className="flex flex-col gap-1">
        {warnings.map(({ code, subject }) => (
          <li key={`${code}/${subject}`}>{text[code](subject)}</li>
        ))}
      </ul>
    </Callout>
  )
}

function Parts({ composition: { parts } }: { composition: Composition }) {
  const text = useMessages(messages)
  const { number } = useFormats()
  return (
    <ol aria-label={text.composed} className="mt-4 border-t border-line">
      {parts.map(({ kind, title, text: said, tokens }, index) => (
        <li key={index} className="border-b border-line py-3">
          <p className="mb-1 flex items-baseline justify-between gap-3 text-xs text-muted">
            <span className="min-w-0 truncate">
              {[text[`part_${kind}`], title].filter(Boolean).join(' · ')}
            </span>
            <span className="shrink-0 tabular-nums">{text.tokens(number(tokens))}</span>
          </p>
          <p className="font-mono text-xs/relaxed break-words whitespace-pre-wrap">
            {said.length > SHOWN_CHARACTERS ? `${said.slice(0, SHOWN_CHARACTERS)}…` : said}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** The value, once it has stopped to change. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
