import { Link } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import type { ButtonSize, ButtonVariant } from './button.tsx'
import { cn } from './cn.ts'

export interface LinkButtonProps {
  /** A path of the studio, with its search if there is one. */
  to: string
  search?: Record<string, unknown>
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
  className?: string
}

/** Leads elsewhere, and looks like a button. */
export function LinkButton({
  to,
  search,
  children,
  variant,
  size,
  icon: Icon,
  className,
}: LinkButtonProps) {
  return (
    <Link to={to} search={search as never} className={cn(buttonClass(variant, size), className)}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </Link>
  )
}
