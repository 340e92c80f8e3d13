import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { call } from '../../../api/call.ts'
import { ApiError } from '../../../api/errors.ts'
import { query, useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'

const areKnown = () =>
  'PublicKeyCredential' in globalThis && 'parseCreationOptionsFromJSON' in PublicKeyCredential

/** Passkeys of the account: those there are, and another one. */
export function Passkeys() {
  const text = useMessages(messages)
  const { date } = useFormats()
  const client = useQueryClient()
  const passkeys = useQuery(query('GET /account/passkeys', {}))
  const remove = useAction('DELETE /account/passkeys/{passkey_id}', ['account'])
  const add = useMutation({
    async mutationFn() {
      const options = await call('POST /account/passkey-options', {})
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
        options.public_key as unknown as PublicKeyCredentialCreationOptionsJSON,
      )
      const made = await navigator.credentials.create({ publicKey })
      const credential = (made as PublicKeyCredential).toJSON() as unknown as Record<
        string,
        unknown
      >
      await call('POST /account/passkeys', { credential })
      await client.invalidateQueries({ queryKey: ['account'] })
    },
    onSuccess: () => showToast({ message: text.passkeyAdded }),
  })
  return (
    <>
      <QueryView query={passkeys} skeleton={<SkeletonRows rows={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="mb-3 text-sm text-muted">{text.passkeysNone}</p>
          ) : (
            <ul className="mb-3 border-t border-line">
              {items.map(({ id, name, is_synced: isSynced, created_at: at }) => (
                <li key={id} className="flex items-center gap-3 border-b border-line py-2 text-sm">
                  <div className="min-w-0 flex-1">
                    <p className="font-medium">{name}</p>
                    <p className="text-muted">
                      {isSynced ? text.passkeySynced : text.passkeyLocal}, {text.since(date(at))}
                    </p>
                  </div>
                  <IconButton
                    icon={Trash2}
                    label={text.passkeyRemove(name)}
                    onClick={() =>
                      remove.mutate(
                        { passkey_id: id },
                        { onSuccess: () => showToast({ message: text.passkeyRemoved }) },
                      )
                    }
                  />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      {areKnown() ? (
        <Button isPending={add.isPending} onClick={() => add.mutate()}>
          {text.passkeyAdd}
        </Button>
      ) : (
        <p className="text-sm text-muted">{text.passkeyUnknown}</p>
      )}
      {add.error instanceof ApiError ? (
        <ProblemNote error={add.error} className="mt-3" />
      ) : (
        <p role="alert" className="mt-3 text-sm text-danger empty:hidden">
          {add.error && text.passkeyFailed}
        </p>
      )}
      <ProblemNote error={remove.error} className="mt-3" />
    </>
  )
}
