import { useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FilePlus, Library, Plus, SquarePen, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import type { Input } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useSourceTitle } from '../../intake/source-kind.tsx'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { messages } from './messages.ts'
import { ChoosePrompt, readPrompt } from './parts/choose-prompt.tsx'
import { ChooseSources } from './parts/choose-sources.tsx'

type Order = Input<'POST /pipelines/generate_blog'>

/** What an article rests on, and how it is to be written. */
export function NewArticlePage() {
  const text = useMessages(messages)
  useTitle(text.newTitle)
  const { sources } = useSearch({ from: '/shell/articles/new' })
  const navigate = useNavigate({ from: '/articles/new' })
  const ids = sources ? sources.split(',') : []
  const setIds = (next: readonly string[]) =>
    void navigate({ search: next.length > 0 ? { sources: next.join(',') } : {}, replace: true })
  const [isChoosing, setChoosing] = useState(false)
  const [isIncomplete, setIncomplete] = useState(false)
  const mayGenerate = useMay('articles.generate')
  const write = useMutation({
    mutationFn: (order: Order) => call('POST /pipelines/generate_blog', order),
    onSuccess: ({ job_id: jobId }) => navigate({ to: '/jobs/$jobId', params: { jobId } }),
  })

  return (
    <Page isNarrow>
      <PageHeader
        title={text.newTitle}
        description={text.newText}
        crumbs={[{ label: text.title, to: '/articles' }]}
        actions={<BlankPage />}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setIncomplete(ids.length === 0)
          if (ids.length > 0) write.mutate(readOrder(new FormData(event.currentTarget), ids))
        }}
      >
        <Section title={text.sources} description={text.sourcesHint}>
          <ChosenSources ids={ids} onRemove={(id) => setIds(ids.filter((other) => other !== id))} />
          <Button icon={ids.length === 0 ? Library : Plus} onClick={() => setChoosing(true)}>
            {text.chooseSources}
          </Button>
          {isIncomplete && ids.length === 0 && (
            <p role="alert" className="mt-2 text-sm text-danger">
              {text.noneChosen}
            </p>
          )}
        </Section>
        <Section title={text.how}>
          <Options errors={fieldErrors(write.error)} />
        </Section>
        <ProblemNote error={write.error} className="mb-4" />
        <Button
          type="submit"
          variant="primary"
          size="large"
          icon={SquarePen}
          isPending={write.isPending}
          disabled={!mayGenerate}
        >
          {text.write}
        </Button>
      </form>
      {isChoosing && (
        <ChooseSources chosen={ids} onChange={setIds} onClose={() => setChoosing(false)} />
      )}
    </Page>
  )
}

function readOrder(form: FormData, ids: string[]): Order {
  const read = (name: string) => String(form.get(name) ?? '').trim()
  const dollars = Number(read('budget').replace(',', '.'))
  return {
    source_ids: ids,
    ...readPrompt(form),
    ...(read('length') && { length: read('length') as NonNullable<Order['length']> }),
    ...(read('language') && { language: read('language') }),
    ...(read('tone') && { tone: read('tone') }),
    ...(read('model') && { model: read('model') }),
    ...(dollars > 0 && { budget: Math.round(dollars * 1_000_000) }),
  }
}

interface ChosenSourcesProps {
  ids: readonly string[]
  onRemove: (id: string) => void
}

function ChosenSources({ ids, onRemove }: ChosenSourcesProps) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  const sources = useQueries({
    queries: ids.map((id) => query('GET /sources/{source_id}', { source_id: id })),
  })
  if (ids.length === 0) return null
  return (
    <ul className="mb-3 border-t border-line">
      {sources.map(({ data, isError }, index) => {
        const id = ids[index]!
        const title = data ? titleOf(data) : id
        return (
          <li key={id} className="flex min-h-11 items-center gap-3 border-b border-line text-sm">
            {data || isError ? (
              <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
            ) : (
              <Skeleton className="h-3.5 w-48" />
            )}
            {data && (
              <span className="ms-auto shrink-0 text-muted">{text.words(data.word_count)}</span>
            )}
            <IconButton
              icon={X}
              size="small"
              label={text.leaveOut(title)}
              onClick={() => onRemove(id)}
            />
          </li>
        )
      })}
    </ul>
  )
}

function Options({ errors }: { errors: Record<string, string | undefined> }) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const { data } = useQuery(query('GET /models', {}))
  const models = data?.items ?? []
  const isEmbeddedOnly =
    data !== undefined && models.every(({ provider }) => provider === 'embedded')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={text.length}
        name="length"
        options={[
          { value: '', label: text.lengthAuto },
          { value: 'short', label: text.lengthShort },
          { value: 'medium', label: text.lengthMedium },
          { value: 'long', label: text.lengthLong },
        ]}
      />
      <TextField
        label={text.language}
        name="language"
        hint={text.languageHint}
        maxLength={35}
        error={errors.language}
      />
      {isEmbeddedOnly ? (
        <Callout className="sm:col-span-2">{text.toneNeedsModel}</Callout>
      ) : (
        <>
          <ChoosePrompt purpose="article" />
          <TextField
            label={text.tone}
            name="tone"
            hint={text.toneHint}
            maxLength={200}
            isOptional
          />
          <SelectField
            label={text.model}
            name="model"
            options={[
              { value: '', label: text.modelAuto },
              ...models.map(({ id, output_price_micros: price }) => ({
                value: id,
                label: price === null ? id : `${id} · ${money(price)}/M`,
              })),
            ]}
          />
          <TextField
            label={text.budget}
            name="budget"
            hint={text.budgetHint}
            inputMode="decimal"
            pattern="[0-9]+([.,][0-9]{1,6})?"
            title={text.badBudget}
            isOptional
            error={errors.budget}
          />
        </>
      )}
    </div>
  )
}

/** The other way: nothing is written for anybody. */
function BlankPage() {
  const text = useMessages(messages)
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: () =>
      call('POST /documents', {
        fields: { title: text.blankTitle },
        parts: [{ heading: text.blankSection, markdown: '' }],
      }),
    onSuccess: ({ id }) => navigate({ to: '/articles/$documentId', params: { documentId: id } }),
  })
  return (
    <>
      <Button icon={FilePlus} isPending={start.isPending} onClick={() => start.mutate()}>
        {text.blank}
      </Button>
      <ProblemNote error={start.error} />
    </>
  )
}
