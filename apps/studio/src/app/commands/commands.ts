import type { LucideIcon } from 'lucide-react'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

/** Something a person can ask for from anywhere: by its name in the palette, or by its keys. */
export interface Command {
  id: string
  label: string
  /** The heading it stands under in the palette and on the sheet of shortcuts. */
  group: string
  /** As `readKeys` reads it. */
  keys?: string
  icon?: LucideIcon
  /** Other words somebody may look for it by. */
  words?: string
  /** Also while writing; its first press must hold `mod` or `alt`, or be a key that writes nothing. */
  isForWriting?: boolean
  /** Only on the sheet of shortcuts: what it does needs a place that the palette has not. */
  isHidden?: boolean
  run: () => void
}

const sets = new Map<symbol, readonly Command[]>()
const listeners = new Set<() => void>()
let all: readonly Command[] = []

function change(apply: () => void): void {
  apply()
  // What came last, the open screen, stands first.
  all = [...sets.values()].toReversed().flat()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentCommands = (): readonly Command[] => all

/** All commands of the moment: those of the open screen, then those of the shell. */
export const useAllCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => all)

/**
 * Offers commands for as long as the component is there. They may close over what the component
 * knows: the latest `run` is the one that runs.
 *
 * @example
 * useCommands([
 *   { id: 'article.outline', label: text.outline, group: text.article, keys: 'mod+shift+o', run: toggle },
 * ])
 */
export function useCommands(commands: readonly Command[]): void {
  const run = useEffectEvent((id: string) => commands.find((command) => command.id === id)?.run())
  const shape = JSON.stringify(
    commands.map(({ id, label, group, keys }) => [id, label, group, keys]),
  )
  const register = useEffectEvent((owner: symbol) =>
    change(() =>
      sets.set(
        owner,
        commands.map((command) => ({ ...command, run: () => run(command.id) })),
      ),
    ),
  )
  useEffect(() => {
    const owner = Symbol('commands')
    register(owner)
    return () => change(() => sets.delete(owner))
  }, [shape])
}
