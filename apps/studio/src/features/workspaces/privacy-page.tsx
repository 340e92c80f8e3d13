import { useQuery } from '@tanstack/react-query'
import { hrefOf } from '../../api/call.ts'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { Archives, whileRunning } from '../../work/archives.tsx'
import { messages } from './messages.ts'

type Retention = Output<'GET /privacy/retention'>

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
  const exports = useQuery({
    ...query('GET /privacy/exports', {}),
    refetchInterval: whileRunning,
  })
  const start = useAction('POST /privacy/exports', ['privacy'])
  return (
    <Archives
      query={exports}
      hrefOf={({ id }) => hrefOf('GET /privacy/exports/{export_id}/download', { export_id: id })}
      start={{
        isPending: start.isPending,
        error: start.error,
        run: () =>
          start.mutate({}, { onSuccess: () => showToast({ message: text.exportStarted }) }),
      }}
    />
  )
}
