import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { query } from '../../api/queries.ts'
import { Page } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton, SkeletonText } from '../../ui/skeleton.tsx'
import { ArticleDesk } from './parts/article-desk.tsx'

/** One article, to read and to write. */
export function ArticlePage() {
  const { documentId } = useParams({ from: '/shell/articles/$documentId' })
  const document = useQuery(query('GET /documents/{document_id}', { document_id: documentId }))
  return (
    <QueryView
      query={document}
      skeleton={
        <Page isNarrow>
          <Skeleton className="mb-8 h-9 w-full" />
          <Skeleton className="mb-4 h-10 w-3/4" />
          <SkeletonText lines={14} />
        </Page>
      }
    >
      {(data) => <ArticleDesk key={data.id} document={data} />}
    </QueryView>
  )
}
