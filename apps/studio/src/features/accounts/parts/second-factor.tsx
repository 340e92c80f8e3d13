import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../messages.ts'
import { AccountFrame } from './account-frame.tsx'

/** The code of the authenticator app, or one of those kept for when it is lost. */
export function SecondFactor({ onBack, onIn }: { onBack: () => void; onIn: () => void }) {
  const text = useMessages(messages)
  const [isRecovery, setRecovery] = useState(false)
  const finish = useMutation({
    mutationFn: (input: { code?: string; recovery_code?: string; trust_device: boolean }) =>
      call('POST /auth/sign-in/two-factor', input),
    onSuccess: onIn,
  })
  return (
    <AccountFrame
      title={text.factorTitle}
      text={isRecovery ? text.recoveryText : text.factorText}
      footer={
        <div className="flex justify-between">
          <Button variant="quiet" size="small" onClick={onBack}>
            {text.back}
          </Button>
          <Button variant="quiet" size="small" onClick={() => setRecovery(!isRecovery)}>
            {isRecovery ? text.useApp : text.useRecovery}
          </Button>
        </div>
      }
    >
      <form
        key={String(isRecovery)}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const code = String(form.get('code')).trim()
          const trust = form.get('trust_device') === 'on'
          finish.mutate({
            ...(isRecovery ? { recovery_code: code } : { code }),
            trust_device: trust,
          })
        }}
      >
        <TextField
          label={isRecovery ? text.recoveryCode : text.code}
          name="code"
          required
          autoFocus
          autoComplete="one-time-code"
          inputMode={isRecovery ? 'text' : 'numeric'}
          inputClassName="font-mono tracking-widest"
        />
        <Checkbox label={text.trustDevice} name="trust_device" />
        <ProblemNote error={finish.error} />
        <Button type="submit" variant="primary" size="large" isPending={finish.isPending}>
          {text.goOn}
        </Button>
      </form>
    </AccountFrame>
  )
}
