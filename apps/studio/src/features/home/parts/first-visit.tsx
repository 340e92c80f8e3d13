import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plug, Sparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMay } from '../../../app/session.ts'
import { AddSourcesPanel } from '../../../intake/add-sources-panel.tsx'
import { startSample } from '../../../intake/sample.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { messages } from '../messages.ts'

/** The empty studio: three ways to begin, the quickest first. */
export function FirstVisit() {
  const text = useMessages(messages)
  const mayGenerate = useMay('articles.generate')
  const mayWrite = useMay('sources.write')
  const navigate = useNavigate()
  return (
    <div className="mx-auto max-w-4xl">
      <div className="max-w-2xl pt-4 pb-8">
        <h1 className="font-serif text-3xl">{text.emptyTitle}</h1>
        <p className="mt-3 text-lg text-muted">{text.emptyText}</p>
      </div>
      <div className="grid gap-x-10 gap-y-8 border-t border-line pt-8 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {mayWrite && (
          <section>
            <h2 className="mb-3 font-serif text-xl">{text.ownTitle}</h2>
            <AddSourcesPanel
              onAdded={({ id }) => void navigate({ to: '/articles/new', search: { sources: id } })}
            />
          </section>
        )}
        <div className="flex flex-col gap-8">
          {mayGenerate && mayWrite && <Sample />}
          <Way title={text.modelTitle} about={text.modelText}>
            <LinkButton to="/settings/models" icon={Plug}>
              {text.model}
            </LinkButton>
          </Way>
        </div>
      </div>
    </div>
  )
}

function Sample() {
  const text = useMessages(messages)
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: startSample,
    onSuccess: ({ jobId }) => navigate({ to: '/jobs/$jobId', params: { jobId } }),
  })
  return (
    <Way title={text.sampleTitle} about={text.sampleText}>
      <Button
        variant="primary"
        icon={Sparkles}
        isPending={start.isPending}
        onClick={() => start.mutate()}
      >
        {text.sample}
      </Button>
      <ProblemNote error={start.error} />
    </Way>
  )
}

interface WayProps {
  title: string
  about: string
  children: ReactNode
}

function Way({ title, about, children }: WayProps) {
  return (
    <section>
      <h2 className="font-serif text-xl">{title}</h2>
      <p className="mt-1 mb-3 text-sm text-muted">{about}</p>
      {children}
    </section>
  )
}
