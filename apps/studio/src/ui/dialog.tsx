import { X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'
import { messages } from './messages.ts'

export interface DialogProps {
  title: string
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the one that goes on last. */
  actions?: ReactNode
  size?: 'small' | 'medium' | 'large' | 'wide'
  /** From the side, over the whole height. */
  isDrawer?: boolean
  /** Whether a press beside it closes it. Not where somebody would lose what they wrote. */
  hasLightDismiss?: boolean
  onClose: () => void
}

const widths = { small: 'max-w-md', medium: 'max-w-xl', large: 'max-w-3xl', wide: 'max-w-6xl' }

/**
 * Something in front of the page, for as long as it is rendered. The browser keeps the focus inside
 * and gives it back; Escape and a press beside it close it.
 */
export function Dialog({
  title,
  description,
  children,
  actions,
  size = 'medium',
  isDrawer,
  hasLightDismiss = true,
  onClose,
}: DialogProps) {
  const text = useMessages(messages)
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useModal(dialog)

  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={(event) => event.target === event.currentTarget && onClose()}
      onMouseDown={(event) =>
        hasLightDismiss && event.target === event.currentTarget && dialog.current?.close()
      }
      className={cn(
        'max-h-none w-[calc(100vw-1.5rem)] border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-black/30',
        isDrawer ? 'my-0 me-0 ms-auto h-dvh rounded-s-lg' : 'm-auto rounded-lg',
        widths[size],
      )}
    >
      <div className={cn('flex flex-col', isDrawer ? 'h-full' : 'max-h-[calc(100dvh-3rem)]')}>
        <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-2 sm:px-6">
          <div className="min-w-0 pt-1">
            <h2 id={id} className="font-serif text-xl">
              {title}
            </h2>
            {description && (
              <div id={`${id}-description`} className="mt-1 text-sm text-muted">
                {description}
              </div>
            )}
          </div>
          <IconButton
            icon={X}
            label={text.close}
            className="-me-2"
            onClick={() => dialog.current?.close()}
          />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 sm:px-6">{children}</div>
        {actions && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 sm:px-6">
            {actions}
          </footer>
        )}
      </div>
    </dialog>
  )
}

/** Opens as modal when it appears; whoever opened it has the focus again when it goes. */
function useModal(dialog: React.RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const element = dialog.current!
    const opener = document.activeElement
    if (!element.open) element.showModal()
    return () => {
      element.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [dialog])
}
