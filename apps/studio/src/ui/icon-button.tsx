import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  /** Its name, also shown to who rests on it or comes to it with the keyboard. */
  label: string
  size?: 'small' | 'medium'
  isPressed?: boolean
  isPending?: boolean
}

/** A button of a sign alone. */
export function IconButton({
  icon: Icon,
  label,
  size = 'medium',
  isPressed,
  isPending = false,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} isName>
      {(tooltip) => (
        <button
          type="button"
          {...tooltip}
          {...rest}
          aria-label={label}
          aria-pressed={isPressed}
          aria-busy={isPending || undefined}
          onClick={(event) => (isPending ? event.preventDefault() : onClick?.(event))}
          className={cn(
            'inline-grid shrink-0 place-items-center rounded text-muted transition-colors duration-100 enabled:hover:bg-sunken enabled:hover:text-ink disabled:opacity-55 aria-pressed:bg-accent-soft aria-pressed:text-accent forced-colors:aria-pressed:border',
            size === 'small' ? 'size-7' : 'size-9',
            className,
          )}
        >
          {isPending ? <Spinner /> : <Icon aria-hidden className="size-4" />}
        </button>
      )}
    </Tooltip>
  )
}
