import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { messages } from '../desk-messages.ts'

type Diff = Output<'GET /documents/{document_id}/versions/{version}/diff'>
type Version = Output<'GET /documents/{document_id}/versions'>['items'][number]

interface CompareDialogProps {
  documentId: string
  versions: readonly Version[]
  compared: { version: number; against: number }
  onChange: (compared: { version: number; against: number }) => void
  onClose: () => void
}

/** Any two versions, word by word. */
export function CompareDialog({
  documentId,
  versions,
  compared,
  onChange,
  onClose,
}: CompareDialogProps) {
  const text = useMessages(messages)
  const [older, newer] = [compared.version, compared.against].toSorted((a, b) => a - b) as [
    number,
    number,
  ]
  const diff = useQuery(
    query('GET /documents/{document_id}/versions/{version}/diff', {
      document_id: documentId,
      version: String(newer),
      against: older,
    }),
  )
  const options = versions.map(({ version }) => ({
    value: String(version),
    label: text.versionOf(version),
  }))
  return (
    <Dialog
      title={text.compareTitle(older, newer)}
      size="large"
      onClose={onClose}
      actions={<Button onClick={onClose}>{text.close}</Button>}
    >
      <div className="mb-5 grid gap-3 sm:grid-cols-2">
        <SelectField
          label={text.versionOf(compared.version)}
          value={String(compared.version)}
          options={options}
          onChange={(event) => onChange({ ...compared, version: Number(event.target.value) })}
        />
        <SelectField
          label={text.against}
          value={String(compared.against)}
          options={options}
          onChange={(event) => onChange({ ...compared, against: Number(event.target.value) })}
        />
      </div>
      <QueryView query={diff} skeleton={<SkeletonText lines={8} />}>
        {(data) =>
          data.changes.length === 0 ? (
            <p className="text-sm text-muted">{text.noChange}</p>
          ) : (
            data.changes.map((change, index) => (
              <Change key={change.part_id ?? index} change={change} />
            ))
          )
        }
      </QueryView>
    </Dialog>
  )
}

function Change({ change }: { change: Diff['changes'][number] }) {
  const text = useMessages(messages)
  return (
    <section className="border-t border-line py-4">
      <h3 className="mb-2 text-xs font-medium text-muted">
        {change.part_id === null ? text.fields : text[change.change]}
      </h3>
      <p className="font-serif leading-relaxed whitespace-pre-wrap">
        {change.hunks.map(({ kind, text: words }, index) =>
          kind === 'added' ? (
            <ins key={index} className="bg-insert-soft text-insert">
              {words}
            </ins>
          ) : kind === 'removed' ? (
            <del key={index} className="bg-remove-soft text-remove">
              {words}
            </del>
          ) : (
            words
          ),
        )}
      </p>
    </section>
  )
}
