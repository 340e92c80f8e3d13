import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { query } from '../../../api/queries.ts'
import { setPreference, usePreference } from '../../../app/preferences.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../messages.ts'

/** What is worth doing once, and whether it is done: seen from the data, never ticked by hand. */
export function Checklist({ hasArticle }: { hasArticle: boolean }) {
  const text = useMessages(messages)
  const isShown = usePreference('checklist')
  const maySeeTeam = useMay('members.read')
  const sources = useQuery({ ...query('GET /sources', { limit: 1 }), enabled: isShown })
  const models = useQuery({ ...query('GET /models', {}), enabled: isShown })
  const members = useQuery({
    ...query('GET /members', { limit: 2 }),
    enabled: isShown && maySeeTeam,
  })
  const account = useQuery({ ...query('GET /account', {}), enabled: isShown, retry: false })
  if (!isShown || !sources.data || !models.data) return null

  const steps = [
    { name: text.stepSource, to: '/sources', isDone: sources.data.items.length > 0 },
    { name: text.stepArticle, to: '/articles/new', isDone: hasArticle },
    {
      name: text.stepModel,
      to: '/settings/models',
      isDone: models.data.items.some(({ provider }) => provider !== 'embedded'),
    },
    ...(members.data
      ? [
          {
            name: text.stepTeam,
            to: '/settings/invitations',
            isDone: members.data.items.length > 1,
          },
        ]
      : []),
    ...(account.data
      ? [
          {
            name: text.stepSecurity,
            to: '/account/security',
            isDone: account.data.two_factor.is_enabled || account.data.passkey_count > 0,
          },
        ]
      : []),
  ]
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
