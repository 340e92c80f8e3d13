import { useState } from 'react'
import { useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'
import type { Account } from '../security-page.tsx'
import { QrCode } from './qr-code.tsx'

/** Codes of an authenticator app beside the password. */
export function TwoFactor({ account }: { account: Account }) {
  const text = useMessages(messages)
  const [open, setOpen] = useState<'set-up' | 'renew' | 'stop' | null>(null)
  const isOn = account.two_factor.is_enabled
  return (
    <>
      <p className="mb-3 text-sm text-muted">
        {isOn ? text.factorOn : account.has_password ? text.factorOff : text.factorNeedsPassword}
      </p>
      <div className="flex flex-wrap gap-2">
        {!isOn && account.has_password && (
          <Button variant="primary" onClick={() => setOpen('set-up')}>
            {text.factorStart}
          </Button>
        )}
        {isOn && (
          <>
            <Button onClick={() => setOpen('renew')}>{text.recoveryRenew}</Button>
            <Button variant="danger" onClick={() => setOpen('stop')}>
              {text.factorStop}
            </Button>
          </>
        )}
      </div>
      {open === 'set-up' && <SetUp onClose={() => setOpen(null)} />}
      {open === 'renew' && <Renew onClose={() => setOpen(null)} />}
      {open === 'stop' && <Stop onClose={() => setOpen(null)} />}
    </>
  )
}

function SetUp({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const start = useAction('POST /account/two-factor', ['account'])
  const confirm = useAction('POST /account/two-factor/confirm', ['account'])
  if (!start.data) {
    return (
      <PasswordFirst
        title={text.factor}
        action={text.factorStart}
        error={start.error}
        isPending={start.isPending}
        onPassword={(password) => start.mutate({ current_password: password })}
        onClose={onClose}
      />
    )
  }
  const { otpauth_uri: uri, recovery_codes: codes } = start.data
  return (
    <Dialog title={text.factor} onClose={onClose}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          const code = String(new FormData(event.currentTarget).get('code')).trim()
          confirm.mutate(
            { code },
            {
              onSuccess() {
                showToast({ message: text.factorDone })
                onClose()
              },
            },
          )
        }}
      >
        <div>
          <p className="mb-2 text-sm font-medium">{text.factorScan}</p>
          <QrCode value={uri} label={text.factorScan} />
        </div>
        <CopyField
          label={text.factorSecret}
          value={new URL(uri).searchParams.get('secret') ?? ''}
        />
        <RecoveryCodes codes={codes} />
        <TextField
          label={text.factorConfirm}
          name="code"
          required
          autoComplete="one-time-code"
          inputMode="numeric"
          inputClassName="max-w-40 font-mono tracking-widest"
        />
        <ProblemNote error={confirm.error} />
        <Button type="submit" variant="primary" isPending={confirm.isPending}>
          {text.confirm}
        </Button>
      </form>
    </Dialog>
  )
}

function Renew({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const renew = useAction('POST /account/two-factor/recovery-codes', ['account'])
  if (!renew.data) {
    return (
      <PasswordFirst
        title={text.recoveryRenew}
        about={text.recoveryRenewText}
        action={text.recoveryRenew}
        error={renew.error}
        isPending={renew.isPending}
        onPassword={(password) => renew.mutate({ current_password: password })}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog
      title={text.recovery}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      }
    >
      <RecoveryCodes codes={renew.data.recovery_codes} />
    </Dialog>
  )
}

function Stop({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const stop = useAction('POST /account/two-factor/disable', ['account'])
  return (
    <PasswordFirst
      title={text.factorStop}
      action={text.factorStop}
      error={stop.error}
      isPending={stop.isPending}
      onPassword={(password) =>
        stop.mutate(
          { current_password: password },
          {
            onSuccess() {
              showToast({ message: text.factorStopped })
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const text = useMessages(messages)
  return (
    <Callout tone="warning" title={text.recovery}>
      <p className="mb-2">{text.recoveryText}</p>
      <ul className="mb-3 grid grid-cols-2 gap-x-6 gap-y-1 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyField label={text.copyAll} value={codes.join(' ')} />
    </Callout>
  )
}

interface PasswordFirstProps {
  title: string
  about?: string
  action: string
  error: unknown
  isPending: boolean
  onPassword: (password: string) => void
  onClose: () => void
}

/** Whoever sits at an open browser still has to know the password. */
function PasswordFirst({
  title,
  about,
  action,
  error,
  isPending,
  onPassword,
  onClose,
}: PasswordFirstProps) {
  const text = useMessages(messages)
  return (
    <Dialog title={title} description={about} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          onPassword(String(new FormData(event.currentTarget).get('current_password')))
        }}
      >
        <PasswordField label={text.currentPassword} name="current_password" required autoFocus />
        <ProblemNote error={error} />
        <Button type="submit" variant="primary" isPending={isPending}>
          {action}
        </Button>
      </form>
    </Dialog>
  )
}
