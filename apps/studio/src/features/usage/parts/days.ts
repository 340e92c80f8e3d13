import type { Bar } from '../../../charts/bar-chart.tsx'

const DAY_MS = 86_400_000

/** The first of so many days, the last of which is today (UTC, as it is billed): `2026-11-26`. */
export function startOf(days: number, now = Date.now()): string {
  const today = Math.floor(now / DAY_MS)
  return new Date((today - days + 1) * DAY_MS).toISOString().slice(0, 10)
}

/** Every day of the period with its cost: those without any are days too. */
export function daysOf(
  days: number,
  groups: readonly { key: string | null; cost_micros: number }[],
  now = Date.now(),
): Bar[] {
  const costs = new Map(groups.map((group) => [group.key?.slice(0, 10), group.cost_micros]))
  const today = Math.floor(now / DAY_MS)
  const label = new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  return Array.from({ length: days }, (_, index) => {
    const at = new Date((today - days + 1 + index) * DAY_MS)
    const id = at.toISOString().slice(0, 10)
    return { id, label: label.format(at), value: costs.get(id) ?? 0 }
  })
}
