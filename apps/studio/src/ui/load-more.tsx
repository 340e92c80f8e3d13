import { useMessages } from '../messages/define-messages.ts'
import { Button } from './button.tsx'
import { messages } from './messages.ts'

export interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** The next page of a list, below what is there; nothing when all is there. */
export function LoadMore({ query }: LoadMoreProps) {
  const text = useMessages(messages)
  if (!query.hasNextPage) return null
  return (
    <div className="flex justify-center pt-5">
      <Button isPending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {text.more}
      </Button>
    </div>
  )
}
