import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../avatar.tsx'
import { Badge, StatusDot } from '../badge.tsx'
import { DescriptionList, Stat } from '../description-list.tsx'
import { IconButton } from '../icon-button.tsx'
import { List, ListRow } from '../list.tsx'
import { LoadMore } from '../load-more.tsx'
import { Section } from '../section.tsx'
import { Table } from '../table.tsx'
import type { Sort } from '../table.tsx'
import { TimeAgo } from '../time-ago.tsx'

const articles = [
  { title: 'Bees in April', author: 'Anna Berg', state: 'Published', words: 1840, cost: 124_000 },
  { title: 'The quiet harbour', author: 'Tom Reed', state: 'In review', words: 960, cost: 61_500 },
  { title: 'Notes on rye', author: 'Mia Lund', state: 'Draft', words: 412, cost: 9_800 },
]
const tones = { Published: 'success', 'In review': 'accent', Draft: 'neutral' } as Record<
  string,
  'success' | 'accent' | 'neutral'
>
const hourAgo = new Date(Date.now() - 3_600_000).toISOString()

export function DataSamples() {
  return (
    <>
      <Section title="Figures and facts">
        <div className="mb-8 grid grid-cols-2 gap-6 sm:grid-cols-4">
          <Stat label="Articles" value="128" note="12 this week" />
          <Stat label="Spent" value="$41.27" note="of $60 this month" />
          <Stat label="In review" value="7" />
          <Stat label="Words a day" value="2,310" note="a third more than in October" />
        </div>
        <DescriptionList
          items={[
            { term: 'Owner', value: 'Anna Berg' },
            { term: 'Changed', value: <TimeAgo at={hourAgo} /> },
            { term: 'State', value: <StatusDot tone="success">Published</StatusDot> },
          ]}
        />
      </Section>
      <Section title="Lists and tables">
        <ArticleTable />
        <div className="mt-8">
          <List label="People">
            {articles.map(({ author, title, state }) => (
              <ListRow
                key={author}
                to="/elsewhere"
                leading={<Avatar name={author} />}
                title={author}
                description={title}
                meta={<Badge tone={tones[state]}>{state}</Badge>}
                actions={<IconButton icon={Ellipsis} label={`More about ${author}`} />}
              />
            ))}
          </List>
          <LoadMore
            query={{ hasNextPage: true, isFetchingNextPage: false, fetchNextPage: () => null }}
          />
        </div>
      </Section>
    </>
  )
}

function ArticleTable() {
  const [sort, setSort] = useState<Sort>({ column: 'words', isDescending: true })
  const sign = sort.isDescending ? -1 : 1
  return (
    <Table
      caption="Articles"
      rows={articles.toSorted((one, other) => sign * (one.words - other.words))}
      keyOf={({ title }) => title}
      sort={sort}
      onSort={setSort}
      columns={[
        { id: 'title', header: 'Title', isRowHeader: true, cell: ({ title }) => title },
        { id: 'author', header: 'Author', cell: ({ author }) => author },
        {
          id: 'state',
          header: 'State',
          cell: ({ state }) => <Badge tone={tones[state]}>{state}</Badge>,
        },
        {
          id: 'words',
          header: 'Words',
          isNumeric: true,
          isSortable: true,
          cell: ({ words }) => words.toLocaleString('en'),
        },
        {
          id: 'cost',
          header: 'Cost',
          isNumeric: true,
          cell: ({ cost }) => `$${(cost / 1_000_000).toFixed(3)}`,
        },
      ]}
    />
  )
}
