import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'

/** The place of something that is being loaded, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('block rounded-sm bg-line/70 motion-safe:animate-pulse', className)}
    />
  )
}

/** Rows of a list that is being loaded; as many as are to come, so that nothing moves. */
export function SkeletonRows({
  rows = 6,
  className = 'h-14',
}: {
  rows?: number
  className?: string
}) {
  const text = useMessages(messages)
  return (
    <div role="status" aria-label={text.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={cn('flex items-center gap-4 border-b border-line', className)}>
          <Skeleton className={cn('h-3.5', ['w-1/3', 'w-2/5', 'w-1/4'][index % 3])} />
          <Skeleton className="ms-auto h-3 w-20" />
        </div>
      ))}
    </div>
  )
}

/** Lines of text that are being loaded. */
export function SkeletonText({ lines = 4 }: { lines?: number }) {
  const text = useMessages(messages)
  return (
    <div role="status" aria-label={text.loading} className="flex flex-col gap-3">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={cn('h-4', index === lines - 1 ? 'w-3/5' : 'w-full')} />
      ))}
    </div>
  )
}
