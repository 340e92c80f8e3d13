import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../api/call.ts'
import { query, useAction } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Badge, StatusDot } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { messages } from '../messages.ts'
import { ConnectDialog } from './connect-dialog.tsx'

export type Connection = Output<'GET /model-connections'>['items'][number]

const topics = ['model-connections', 'models']
const tones = { untested: 'neutral', working: 'success', failing: 'danger' } as const

/** Every provider that can be connected, connected or not. */
export function Connections() {
  const list = useQuery(query('GET /model-connections', {}))
  return (
    <QueryView query={list} skeleton={<SkeletonRows rows={3} />}>
      {({ items }) => (
        <ul className="border-t border-line">
          {items.map((connection) => (
            <ConnectionRow key={connection.provider} connection={connection} />
          ))}
        </ul>
      )}
    </QueryView>
  )
}

function ConnectionRow({ connection }: { connection: Connection }) {
  const text = useMessages(messages)
  const { ago } = useFormats()
  const mayWrite = useMay('models.write')
  const [open, setOpen] = useState<'connect' | 'disconnect' | null>(null)
  const test = useAction('POST /model-connections/{provider}/test', topics)
  const { provider, is_connected: isConnected, status } = connection
  const name = text[provider]
  const facts = isConnected
    ? [
        connection.model ?? connection.default_model,
        connection.key_hint && text.keyEnds(connection.key_hint),
        connection.base_url,
        connection.checked_at && text.checked(ago(connection.checked_at)),
      ].filter(Boolean)
    : [text[`${provider}About`]]
  return (
    <li className="border-b border-line py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {name}
            {connection.is_default && <Badge tone="accent">{text.standard}</Badge>}
            {!isConnected && connection.is_configured && <Badge>{text.configured}</Badge>}
          </p>
          <p className="text-sm break-words text-muted">{facts.join(' · ')}</p>
        </div>
        {isConnected && status && <StatusDot tone={tones[status]}>{text[status]}</StatusDot>}
        {mayWrite && (
          <div className="flex flex-wrap gap-2">
            {isConnected && (
              <Button
                aria-label={text.testOf(name)}
                isPending={test.isPending}
                onClick={() => test.mutate({ provider })}
              >
                {text.test}
              </Button>
            )}
            <Button
              aria-label={isConnected ? text.changeOf(name) : text.connectTo(name)}
              onClick={() => setOpen('connect')}
            >
              {isConnected ? text.change : text.connect}
            </Button>
            {isConnected && (
              <Button
                variant="quiet"
                aria-label={text.disconnectOf(name)}
                onClick={() => setOpen('disconnect')}
              >
                {text.disconnect}
              </Button>
            )}
          </div>
        )}
      </div>
      {status === 'failing' && connection.problem && (
        <Callout tone="danger" className="mt-3">
          {connection.problem}
        </Callout>
      )}
      <ProblemNote error={test.error} className={test.error ? 'mt-3' : ''} />
      {open === 'connect' && (
        <ConnectDialog connection={connection} onClose={() => setOpen(null)} />
      )}
      {open === 'disconnect' && (
        <Disconnect connection={connection} onClose={() => setOpen(null)} />
      )}
    </li>
  )
}

function Disconnect({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const text = useMessages(messages)
  const remove = useAction('DELETE /model-connections/{provider}', topics)
  const { provider } = connection
  return (
    <ConfirmDialog
      title={text.disconnectTitle(text[provider])}
      action={text.disconnect}
      isPending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ provider }, { onSuccess: onClose })}
    >
      {text.disconnectText}
    </ConfirmDialog>
  )
}
