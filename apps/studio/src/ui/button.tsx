import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const looks: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent enabled:hover:opacity-90',
  secondary: 'border-edge/60 bg-surface text-ink enabled:hover:border-edge enabled:hover:bg-sunken',
  quiet: 'border-transparent text-ink enabled:hover:bg-sunken',
  danger: 'border-danger/50 bg-surface text-danger enabled:hover:bg-danger-soft',
}
const sizes: Record<ButtonSize, string> = {
  small: 'min-h-7 gap-1.5 px-2.5 text-sm',
  medium: 'min-h-9 gap-2 px-3.5 text-sm',
  large: 'min-h-11 gap-2 px-5 text-base',
}

export const buttonClass = (variant: ButtonVariant = 'secondary', size: ButtonSize = 'medium') =>
  cn(
    'inline-flex shrink-0 items-center justify-center rounded border font-medium whitespace-nowrap no-underline transition-colors duration-100 select-none disabled:opacity-55 aria-disabled:opacity-55',
    looks[variant],
    sizes[size],
  )

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
  /** Under way: it keeps its name and the focus, and does nothing more. */
  isPending?: boolean
}

/** Does something here; what leads elsewhere is a link. */
export function Button({
  children,
  variant,
  size,
  icon: Icon,
  isPending = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || undefined}
      onClick={(event) => (isPending ? event.preventDefault() : onClick?.(event))}
      className={cn(buttonClass(variant, size), className)}
    >
      {isPending ? <Spinner /> : Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </button>
  )
}
