import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Badge } from '../../../ui/badge.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { messages } from '../messages.ts'

/** Good places to begin, and a blank page. */
export function Presets() {
  const text = useMessages(messages)
  const named = usePresetNames()
  const list = useQuery({ ...query('GET /prompt-presets', {}), staleTime: Infinity })
  return (
    <QueryView query={list} skeleton={<SkeletonRows rows={4} className="h-28" />}>
      {({ items }) => (
        <ul aria-label={text.presets} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {items.map((preset) => {
            const { name, description } = named(preset)
            return (
              <Card
                key={preset.id}
                preset={preset.id}
                name={name}
                description={description}
                badge={text[preset.content.purpose]}
              />
            )
          })}
          <Card preset="blank" name={text.blank} description={text.blankAbout} />
        </ul>
      )}
    </QueryView>
  )
}

interface CardProps {
  preset: string
  name: string
  description: string
  badge?: string
}

function Card({ preset, name, description, badge }: CardProps) {
  return (
    <li className="relative flex flex-col rounded-lg border border-line bg-surface p-4 hover:border-edge">
      <p className="flex items-baseline justify-between gap-2">
        <Link
          to="/prompts/new"
          search={{ preset }}
          className="font-serif text-lg after:absolute after:inset-0 after:rounded-lg"
        >
          {name}
        </Link>
        {badge && <Badge>{badge}</Badge>}
      </p>
      <p className="mt-1 text-sm text-pretty text-muted">{description}</p>
    </li>
  )
}

interface Named {
  id: string
  name: string
  description: string
}

/** Presets as the language of the page calls them; one that it does not know keeps its own name. */
export function usePresetNames(): (preset: Named) => Omit<Named, 'id'> {
  const text = useMessages(messages) as unknown as Record<string, string | undefined>
  return ({ id, name, description }) => ({
    name: text[`preset_${id}`] ?? name,
    description: text[`presetAbout_${id}`] ?? description,
  })
}
