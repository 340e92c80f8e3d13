import type { ReactNode } from 'react'
import { useMessages } from '../../../messages/define-messages.ts'
import { useTitle } from '../../../app/use-title.ts'
import { messages } from '../messages.ts'

export interface AccountFrameProps {
  title: string
  text?: ReactNode
  children?: ReactNode
  /** Below the frame: the other way. */
  footer?: ReactNode
}

/** One narrow column: all there is before somebody is in. */
export function AccountFrame({ title, text, children, footer }: AccountFrameProps) {
  const { product } = useMessages(messages)
  useTitle(title)
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col px-5 pt-[max(3rem,12vh)] pb-10">
      <p className="mb-10 flex items-center gap-2 font-serif text-lg">
        <img src="/icon.svg" alt="" width={24} height={24} />
        {product}
      </p>
      <h1 className="font-serif text-2xl">{title}</h1>
      {text && <div className="mt-1.5 text-muted">{text}</div>}
      <div className="mt-6 flex flex-col gap-4">{children}</div>
      {footer && <div className="mt-8 border-t border-line pt-4 text-sm text-muted">{footer}</div>}
    </main>
  )
}

export const linkClass = 'font-medium text-accent underline-offset-4 hover:underline'
