import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { hrefOf } from '../../api/call.ts'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Retention = Output<'GET /privacy/retention'>

const AGAIN_MS = 2000
const kept = [
  ['sources', 'sources'],
  ['deleted_documents', 'deletedDocuments'],
  ['finished_jobs', 'finishedJobs'],
  ['events', 'events'],
  ['audit', 'audit'],
] as const

/** What is kept, for how long, and where content may go. */
export function PrivacyPage() {
  const text = useMessages(messages)
  useTitle(text.privacy)
  const mayWrite = useMay('privacy.write')
  const mayExport = useMay('privacy.export')
  const settings = useQuery(query('GET /privacy/settings', {}))
  const retention = useQuery(query('GET /privacy/retention', {}))
  const update = useAction('PATCH /privacy/settings', ['privacy'])
  return (
    <>
      <PageHeader
        title={text.privacy}
        description={mayWrite ? text.privacyAbout : `${text.privacyAbout} ${text.readOnly}`}
      />
      <div className="max-w-xl">
        <QueryView query={settings} skeleton={<SkeletonText lines={2} />}>
          {({ content_to_model_providers: isAllowed }) => (
            <Switch
              label={text.providers}
              hint={text.providersHint}
              isOn={update.isPending ? !isAllowed : isAllowed}
              isDisabled={!mayWrite}
              onChange={(isOn) => update.mutate({ content_to_model_providers: isOn })}
            />
          )}
        </QueryView>
        <ProblemNote error={update.error} className="my-3" />
        <div className="mt-8">
          <Section title={text.retention} description={text.retentionHint}>
            <QueryView query={retention} skeleton={<SkeletonText lines={5} />}>
              {(data) => <RetentionForm retention={data} mayWrite={mayWrite} />}
            </QueryView>
          </Section>
          {mayExport && (
            <Section title={text.exports} description={text.exportsText}>
              <Exports />
            </Section>
          )}
        </div>
      </div>
    </>
  )
}

function RetentionForm({ retention, mayWrite }: { retention: Retention; mayWrite: boolean }) {
  const text = useMessages(messages)
  const update = useAction('PATCH /privacy/retention', ['privacy'])
  const fields = fieldErrors(update.error)
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const days = (name: string) => (form.get(name) ? Number(form.get(name)) : null)
        update.mutate(Object.fromEntries(kept.map(([name]) => [name, days(name)])), {
          onSuccess: () => showToast({ message: text.saved }),
        })
      }}
    >
      {kept.map(([name, label]) => (
        <TextField
          key={name}
          label={text[label]}
          name={name}
          type="number"
          min={1}
          readOnly={!mayWrite}
          defaultValue={retention[name] ?? ''}
          error={fields[name]}
          inputClassName="max-w-40"
        />
      ))}
      {Object.keys(fields).length === 0 && <ProblemNote error={update.error} />}
      {mayWrite && (
        <Button type="submit" className="self-start" isPending={update.isPending}>
          {text.save}
        </Button>
      )}
    </form>
  )
}

function Exports() {
  const text = useMessages(messages)
  const { dateTime, bytes } = useFormats()
  const exports = useQuery({
    ...query('GET /privacy/exports', {}),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'running') ? AGAIN_MS : false,
  })
  const start = useAction('POST /privacy/exports', ['privacy'])
  const tones = { running: 'accent', ready: 'success', failed: 'danger' } as const
  return (
    <>
      <QueryView query={exports} skeleton={<SkeletonText lines={2} />}>
        {({ items }) =>
          items.length > 0 && (
            <ul className="mb-4 border-t border-line text-sm">
              {items.map((one) => (
                <li key={one.id} className="flex items-center gap-3 border-b border-line py-2">
                  <span className="flex-1">{dateTime(one.created_at)}</span>
                  {one.size !== null && <span className="text-muted">{bytes(one.size)}</span>}
                  <Badge tone={tones[one.status]}>{text[one.status]}</Badge>
                  {one.status === 'ready' && (
                    <a
                      href={hrefOf('GET /privacy/exports/{export_id}/download', {
                        export_id: one.id,
                      })}
                      className={buttonClass('secondary', 'small')}
                    >
                      <Download aria-hidden className="size-4" />
                      {text.download}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <Button
        isPending={start.isPending}
        onClick={() =>
          start.mutate({}, { onSuccess: () => showToast({ message: text.exportStarted }) })
        }
      >
        {text.exportStart}
      </Button>
      <ProblemNote error={start.error} className="mt-3" />
    </>
  )
}
