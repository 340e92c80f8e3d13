import { useQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { messages } from './messages.ts'

/** Connections to identity providers: which there are, and whether they count. */
export function SsoPage() {
  const text = useMessages(messages)
  useTitle(text.sso)
  const mayWrite = useMay('sso.write')
  const connections = useQuery(query('GET /sso/connections', {}))
  const enforcement = useQuery(query('GET /sso/enforcement', {}))
  const update = useAction('PATCH /sso/connections/{connection_id}', ['sso'])
  const enforce = useAction('PUT /sso/enforcement', ['sso', 'workspace'])
  return (
    <>
      <PageHeader title={text.sso} description={text.ssoAbout} />
      <QueryView query={connections} skeleton={<SkeletonRows rows={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={text.ssoNone}
              icon={Building2}
              actions={
                <a href="/docs" target="_blank" rel="noreferrer" className={buttonClass()}>
                  {text.guide}
                </a>
              }
            >
              {text.ssoNoneText}
            </EmptyState>
          ) : (
            <ul className="max-w-xl border-t border-line">
              {items.map((connection) => (
                <li key={connection.id} className="border-b border-line py-2">
                  <Switch
                    label={
                      <span className="flex items-center gap-2">
                        {connection.name} <Badge>{connection.kind.toUpperCase()}</Badge>
                      </span>
                    }
                    hint={connection.oidc?.issuer ?? connection.saml?.entity_id}
                    isOn={connection.is_enabled}
                    isDisabled={!mayWrite}
                    onChange={(isOn) =>
                      update.mutate({ connection_id: connection.id, is_enabled: isOn })
                    }
                  />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <ProblemNote error={update.error ?? enforce.error} className="my-4" />
      {enforcement.data && (connections.data?.items.length ?? 0) > 0 && (
        <div className="max-w-xl">
          <Switch
            label={text.enforce}
            hint={text.enforceHint}
            isOn={enforcement.data.is_enforced}
            isDisabled={!mayWrite}
            onChange={(isOn) => enforce.mutate({ is_enforced: isOn })}
          />
        </div>
      )}
    </>
  )
}
