import type { ReactNode } from 'react'

/**
 * The keys of a shortcut as they are on the keyboard.
 *
 * @example
 * <KeyHint keys={['Ctrl', 'K']} />
 */
export function KeyHint({ keys }: { keys: readonly ReactNode[] }) {
  return (
    <kbd className="inline-flex items-center gap-1 font-sans text-xs">
      {keys.map((key, index) => (
        <kbd
          key={index}
          className="min-w-5 rounded-sm border border-line bg-paper px-1.5 text-center font-sans text-muted"
        >
          {key}
        </kbd>
      ))}
    </kbd>
  )
}
