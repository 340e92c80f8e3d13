import { Link } from '@tanstack/react-router'
import type { Output } from '../../../api/call.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { TimeAgo } from '../../../ui/time-ago.tsx'
import { messages } from '../messages.ts'

interface RecentArticlesProps {
  articles: Output<'GET /documents'>['items']
}

/** The latest articles, by their titles: that is what people know them by. */
export function RecentArticles({ articles }: RecentArticlesProps) {
  const text = useMessages(messages)
  return (
    <section aria-labelledby="recent">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="recent" className="text-sm font-medium text-muted">
          {text.recent}
        </h2>
        <Link
          to="/articles"
          className="inline-flex min-h-6 items-center text-sm text-accent hover:underline"
        >
          {text.all}
        </Link>
      </div>
      <ul className="border-t border-line">
        {articles.map(({ id, title, updated_at: at, language }) => (
          <li key={id} className="border-b border-line">
            <Link
              to="/articles/$documentId"
              params={{ documentId: id }}
              className="group flex items-baseline justify-between gap-6 py-3.5"
            >
              <span
                lang={language === 'und' ? undefined : language}
                className="min-w-0 font-serif text-lg text-balance group-hover:underline"
              >
                {title}
              </span>
              <span className="shrink-0 text-sm text-muted">
                <TimeAgo at={at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
