import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { query, useAction } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'

/** What the workspace may spend at most, and how near it is. */
export function Budget() {
  const text = useMessages(messages)
  const { money } = useFormats()
  const mayWrite = useMay('billing.write')
  const [isEditing, setEditing] = useState(false)
  const budget = useQuery(query('GET /budget', {}))
  return (
    <QueryView query={budget} skeleton={<Skeleton className="h-16 w-full max-w-md" />}>
      {({ limit_micros: limit, spent_micros: spent, remaining_micros: left }) => (
        <div className="max-w-md">
          {limit === null ? (
            <p className="text-sm text-muted">{text.budgetNone}</p>
          ) : (
            <>
              <p className="mb-2 text-sm font-medium">
                {text.budgetOf(money(spent), money(limit))}
              </p>
              <Progress
                label={text.budget}
                value={limit === 0 ? 1 : spent / limit}
                tone={spent > limit * 0.9 ? 'danger' : spent > limit * 0.7 ? 'warning' : 'accent'}
              />
              <p className="mt-2 text-sm text-muted">{text.budgetLeft(money(left ?? 0))}</p>
            </>
          )}
          {mayWrite && (
            <Button className="mt-4" onClick={() => setEditing(true)}>
              {limit === null ? text.budgetSet : text.budgetChange}
            </Button>
          )}
          {isEditing && <BudgetDialog limit={limit} onClose={() => setEditing(false)} />}
        </div>
      )}
    </QueryView>
  )
}

function BudgetDialog({ limit, onClose }: { limit: number | null; onClose: () => void }) {
  const text = useMessages(messages)
  const set = useAction('PUT /budget', ['budget'])
  return (
    <Dialog title={text.budget} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const amount = String(form.get('amount')).trim().replace(',', '.')
          set.mutate(
            {
              limit_micros: amount === '' ? null : Math.round(Number(amount) * 1_000_000),
              start_over: form.get('start_over') === 'on',
            },
            {
              onSuccess() {
                showToast({ message: text.saved })
                onClose()
              },
            },
          )
        }}
      >
        <TextField
          label={text.budgetAmount}
          name="amount"
          hint={text.budgetHint}
          inputMode="decimal"
          pattern="[0-9]+([.,][0-9]{1,6})?"
          title={text.badAmount}
          defaultValue={limit === null ? '' : limit / 1_000_000}
        />
        <Checkbox label={text.startOver} name="start_over" />
        <ProblemNote error={set.error} />
        <Button type="submit" variant="primary" isPending={set.isPending}>
          {text.save}
        </Button>
      </form>
    </Dialog>
  )
}
