import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Section } from '../../ui/section.tsx'
import { messages } from './messages.ts'
import { Connections } from './parts/connections.tsx'
import { ModelTable } from './parts/model-table.tsx'

/** Which models write here, what they cost, and with whose keys they are asked. */
export function ModelsPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const mayRead = useMay('models.read')
  return (
    <>
      <PageHeader title={text.title} description={text.about} />
      <Section
        title={text.connections}
        description={mayRead ? text.connectionsAbout : text.askAdmin}
      >
        {mayRead && <Connections />}
      </Section>
      <Section title={text.models}>
        <ModelTable />
      </Section>
    </>
  )
}
