import { currentCommands } from './commands.ts'
import type { Command } from './commands.ts'
import { isPress, readKeys } from './keys.ts'

/** How long the second press of a pair may take. */
const PAIR_MS = 1200

/**
 * Runs commands by their keys, for the whole page.
 *
 * @param areSingleKeysOn - whether keys without Ctrl, ⌘ or Alt count; some assistive tools send them
 * @returns the way out
 */
export function listenForKeys(areSingleKeysOn: () => boolean): () => void {
  let pressed: KeyboardEvent[] = []

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Alt') return
    const before = pressed.at(-1)
    pressed = before && event.timeStamp - before.timeStamp < PAIR_MS ? [before, event] : [event]

    const isWriting = writes(event.target)
    const isHeld = event.ctrlKey || event.metaKey || event.altKey
    if (!isHeld && !isWriting && !areSingleKeysOn() && event.key !== 'Escape') return
    const command = currentCommands().find((each) => isMeant(each, pressed, isWriting))
    if (!command) return
    event.preventDefault()
    pressed = []
    command.run()
  }

  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}

function isMeant(command: Command, pressed: readonly KeyboardEvent[], isWriting: boolean): boolean {
  if (!command.keys || (isWriting && !command.isForWriting)) return false
  // A dialog in front keeps the keys of the page behind it from doing anything.
  if (document.querySelector('dialog:modal') && !command.isForWriting) return false
  const presses = readKeys(command.keys)
  const last = pressed.slice(-presses.length)
  return (
    last.length === presses.length && presses.every((press, index) => isPress(press, last[index]!))
  )
}

function writes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
  )
}
