import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { messages } from '../messages.ts'
import type { DraftState } from '../use-draft.ts'

/** Says that what is shown was never saved, and gives the way back to what was. */
export function RestoredNote({ state }: { state: DraftState }) {
  const text = useMessages(messages)
  if (!state.isRestored || !state.isDirty) return null
  return (
    <Callout
      className="mb-4"
      actions={
        <Button size="small" onClick={state.giveUp}>
          {text.giveUp}
        </Button>
      }
    >
      {text.restoredDraft}
    </Callout>
  )
}
