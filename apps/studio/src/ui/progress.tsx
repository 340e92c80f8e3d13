import { cn } from './cn.ts'

export interface ProgressProps {
  label: string
  /** 0 to 1; without it the end is not known. */
  value?: number | undefined
  tone?: 'accent' | 'success' | 'warning' | 'danger'
  className?: string
}

const tones = {
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
}

/** How far something has come. */
export function Progress({ label, value, tone = 'accent', className }: ProgressProps) {
  const percent =
    value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn(
        'h-1.5 w-full overflow-hidden rounded-full bg-line forced-colors:border',
        className,
      )}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-300 forced-colors:bg-[Highlight]',
          tones[tone],
          percent === undefined &&
            'w-1/3 motion-safe:animate-slide motion-reduce:w-full motion-reduce:opacity-40',
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
