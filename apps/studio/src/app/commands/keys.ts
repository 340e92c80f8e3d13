/** One press of a shortcut: a key, and what is held with it. `mod` is ⌘ on Apple's keyboards and Ctrl elsewhere. */
export interface Press {
  key: string
  mod: boolean
  shift: boolean
  alt: boolean
}

export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

/**
 * Reads a shortcut as it is written in the code: presses in a row are divided by a space.
 *
 * @example
 * readKeys('mod+k') // [{ key: 'k', mod: true, shift: false, alt: false }]
 * readKeys('g a') // first g, then a
 */
export function readKeys(keys: string): Press[] {
  return keys.split(' ').map((press) => {
    const held = press.split('+')
    const key = held.pop() || '+'
    return {
      key: key.toLowerCase(),
      mod: held.includes('mod'),
      shift: held.includes('shift'),
      alt: held.includes('alt'),
    }
  })
}

type KeyEvent = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>

/** Whether an event is that press. A sign such as `?` may need Shift or not; keyboards differ. */
export function isPress(press: Press, event: KeyEvent, apple = isApple()): boolean {
  const mod = apple ? event.metaKey : event.ctrlKey
  const other = apple ? event.ctrlKey : event.metaKey
  const isSign = press.key.length === 1 && !/[a-z]/.test(press.key)
  return (
    event.key.toLowerCase() === press.key &&
    mod === press.mod &&
    !other &&
    event.altKey === press.alt &&
    (isSign || event.shiftKey === press.shift)
  )
}

const names: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  tab: 'Tab',
  backspace: '⌫',
}

/**
 * A shortcut as it is shown: a list of presses, each a list of keycaps.
 *
 * @example
 * showKeys('mod+shift+k', true) // [['⌘', '⇧', 'K']]
 */
export function showKeys(keys: string, apple = isApple()): string[][] {
  return readKeys(keys).map(({ key, mod, shift, alt }) => [
    ...(mod ? [apple ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [apple ? '⌥' : 'Alt'] : []),
    ...(shift ? [apple ? '⇧' : 'Shift'] : []),
    names[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]!.toUpperCase() + key.slice(1)),
  ])
}
