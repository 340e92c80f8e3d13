import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { hrefOf } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

const AGAIN_MS = 2000

/** What is kept about the person: to take along, and to end. */
export function DataPage() {
  const text = useMessages(messages)
  useTitle(text.data)
  const [isDeleting, setDeleting] = useState(false)
  return (
    <>
      <PageHeader title={text.data} description={text.dataAbout} />
      <Section title={text.export} description={text.exportText}>
        <Exports />
      </Section>
      <Section title={text.deleteTitle} description={text.deleteText}>
        <Button variant="danger" onClick={() => setDeleting(true)}>
          {text.deleteAction}
        </Button>
      </Section>
      {isDeleting && <DeleteDialog onClose={() => setDeleting(false)} />}
    </>
  )
}

function Exports() {
  const text = useMessages(messages)
  const { dateTime, bytes } = useFormats()
  const exports = useQuery({
    ...query('GET /account/exports', {}),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'running') ? AGAIN_MS : false,
  })
  const start = useAction('POST /account/exports', ['account'])
  const words = { running: text.exportRunning, ready: text.exportReady, failed: text.exportFailed }
  const tones = { running: 'accent', ready: 'success', failed: 'danger' } as const
  return (
    <>
      <QueryView query={exports} skeleton={<SkeletonRows rows={1} />}>
        {({ items }) =>
          items.length > 0 && (
            <ul className="mb-4 border-t border-line text-sm">
              {items.map((one) => (
                <li key={one.id} className="flex items-center gap-3 border-b border-line py-2">
                  <span className="flex-1">{dateTime(one.created_at)}</span>
                  {one.size !== null && <span className="text-muted">{bytes(one.size)}</span>}
                  <Badge tone={tones[one.status]}>{words[one.status]}</Badge>
                  {one.status === 'ready' && (
                    <a
                      href={hrefOf('GET /account/exports/{export_id}/download', {
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

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const remove = useAction('DELETE /account', [])
  const account = useQuery(query('GET /account', {}))
  const fields = fieldErrors(remove.error)
  return (
    <Dialog title={text.deleteTitle} description={text.deleteText} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const password = form.get('password')
          remove.mutate(
            {
              email: String(form.get('email')),
              ...(password && { password: String(password) }),
            },
            { onSuccess: () => location.assign('/sign-in') },
          )
        }}
      >
        <TextField
          label={text.deleteConfirm}
          name="email"
          type="email"
          autoComplete="off"
          required
          error={fields.email}
        />
        {account.data?.has_password && (
          <PasswordField
            label={text.deletePassword}
            name="password"
            required
            error={fields.password}
          />
        )}
        {Object.keys(fields).length === 0 && <ProblemNote error={remove.error} />}
        <Button type="submit" variant="danger" isPending={remove.isPending}>
          {text.deleteAction}
        </Button>
      </form>
    </Dialog>
  )
}
