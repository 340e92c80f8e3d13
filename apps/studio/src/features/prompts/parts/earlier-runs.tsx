import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemsOf, listQuery } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { LoadMore } from '../../../ui/load-more.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { Section } from '../../../ui/section.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { messages } from '../messages.ts'
import { RunFacts } from './run-facts.tsx'

/** What was tried before: kept until somebody deletes it. */
export function EarlierRuns({ templateId }: { templateId: string }) {
  const text = useMessages(messages)
  const { ago } = useFormats()
  const [onlyFavourites, setOnlyFavourites] = useState(false)
  const list = useInfiniteQuery(
    listQuery('GET /prompt-runs', {
      template_id: templateId,
      ...(onlyFavourites && { is_favourite: true }),
    }),
  )
  return (
    <div className="mt-10">
      <Section
        title={text.earlier}
        description={text.earlierText}
        actions={
          <Switch label={text.onlyFavourites} isOn={onlyFavourites} onChange={setOnlyFavourites} />
        }
      >
        <QueryView query={list} skeleton={<SkeletonRows rows={3} className="h-11" />}>
          {(data) => {
            const runs = itemsOf(data)
            if (runs.length === 0) return <p className="text-sm text-muted">{text.noRuns}</p>
            return (
              <>
                <ul aria-label={text.earlier} className="flex flex-col gap-2">
                  {runs.map((run) => (
                    <li key={run.id}>
                      <Disclosure
                        summary={[
                          run.version === null ? text.draft : text.version(run.version),
                          run.model,
                        ].join(' · ')}
                        note={[run.is_favourite && '★', ago(run.created_at)]
                          .filter(Boolean)
                          .join(' ')}
                      >
                        <p className="mb-3 font-serif leading-relaxed break-words whitespace-pre-wrap">
                          {run.text}
                        </p>
                        <RunFacts run={run} />
                      </Disclosure>
                    </li>
                  ))}
                </ul>
                <LoadMore query={list} />
              </>
            )
          }}
        </QueryView>
      </Section>
    </div>
  )
}
