import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface CalloutProps {
  tone?: 'info' | 'success' | 'warning' | 'danger'
  title?: string
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

const looks = {
  info: { icon: Info, box: 'border-accent/30 bg-accent-soft', sign: 'text-accent' },
  success: { icon: CircleCheck, box: 'border-success/30 bg-success-soft', sign: 'text-success' },
  warning: { icon: TriangleAlert, box: 'border-warning/35 bg-warning-soft', sign: 'text-warning' },
  danger: { icon: CircleAlert, box: 'border-danger/35 bg-danger-soft', sign: 'text-danger' },
}

/** Something to know before going on. */
export function Callout({ tone = 'info', title, children, actions, className }: CalloutProps) {
  const { icon: Icon, box, sign } = looks[tone]
  return (
    <div className={cn('flex gap-3 rounded border px-4 py-3 text-sm', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', sign)} />
      <div className="min-w-0 flex-1 text-pretty">
        {title && <p className="font-medium">{title}</p>}
        {children}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
