import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { query } from '../../../api/queries.ts'
import { setPreference, usePreference } from '../../../app/preferences.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'

/** What is worth doing once, and whether it is done: seen from the data, never ticked by hand. */
export function Checklist() {
  const text = useMessages(messages)
  const isShown = usePreference('checklist')
  const { data } = useQuery({ ...query('GET /onboarding', {}), enabled: isShown, retry: false })
  if (!isShown || !data) return null
  const ways: Record<string, [name: string, to: string]> = {
    source_added: [text.stepSource, '/sources'],
    article_written: [text.stepArticle, '/articles/new'],
    model_connected: [text.stepModel, '/settings/models'],
    member_invited: [text.stepTeam, '/settings/invitations'],
    brand_set: [text.stepBrand, '/settings/branding'],
    account_secured: [text.stepSecurity, '/account/security'],
  }
  const steps = data.items.flatMap(({ id, is_done: isDone }) => {
    const way = ways[id]
    return way ? [{ name: way[0], to: way[1], isDone }] : []
  })
  const done = steps.filter(({ isDone }) => isDone).length
  if (done === steps.length) return null
  return (
    <section aria-labelledby="checklist" className="rounded border border-line bg-surface p-4">
      <div className="flex items-start justify-between gap-2">
        <div>
          <h2 id="checklist" className="text-sm font-medium">
            {text.checklist}
          </h2>
          <p className="text-xs text-muted">{text.checklistOf(done, steps.length)}</p>
        </div>
        <IconButton
          icon={X}
          size="small"
          label={text.hide}
          className="-me-1.5 -mt-1"
          onClick={() => {
            setPreference('checklist', false)
            showToast({
              message: text.hidden,
              action: { label: text.undo, onSelect: () => setPreference('checklist', true) },
            })
          }}
        />
      </div>
      <ul className="mt-2">
        {steps.map(({ name, to, isDone }) => (
          <li key={to} className="flex min-h-8 items-center gap-2.5 text-sm">
            <span
              className={`grid size-4.5 shrink-0 place-items-center rounded-full border ${isDone ? 'border-success bg-success-soft text-success' : 'border-edge'}`}
            >
              {isDone && <Check aria-hidden className="size-3" />}
            </span>
            {isDone ? (
              <span className="text-muted line-through">
                {name} <span className="sr-only">{text.done}</span>
              </span>
            ) : (
              <Link to={to} className="hover:underline">
                {name}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
