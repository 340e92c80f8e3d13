import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { messages } from './messages.ts'

/** Whether every entry still follows from the one before. */
export function Verification() {
  const text = useMessages(messages)
  const { number } = useFormats()
  const verify = useMutation({ mutationFn: () => call('GET /audit/verification', {}) })
  return (
    <div className="mb-5">
      {verify.data ? (
        <Callout tone={verify.data.is_intact ? 'success' : 'danger'}>
          {verify.data.is_intact ? text.verified(number(verify.data.entries)) : text.broken}
        </Callout>
      ) : (
        <Button size="small" isPending={verify.isPending} onClick={() => verify.mutate()}>
          {text.verify}
        </Button>
      )}
      <ProblemNote error={verify.error} className="mt-3" />
    </div>
  )
}
