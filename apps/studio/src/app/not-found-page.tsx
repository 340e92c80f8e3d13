import { Link } from '@tanstack/react-router'
import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'
import { useTitle } from './use-title.ts'

export function NotFoundPage() {
  const text = useMessages(messages)
  useTitle(text.notFoundTitle)
  return (
    <main id="content" className="mx-auto flex max-w-lg flex-col items-start gap-3 px-6 py-24">
      <h1 className="font-serif text-3xl text-ink">{text.notFoundTitle}</h1>
      <p className="text-muted">{text.notFoundText}</p>
      <Link to="/" className="text-accent underline underline-offset-4">
        {text.goHome}
      </Link>
    </main>
  )
}
