import { useInfiniteQuery } from '@tanstack/react-query'
import { FolderKanban, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Project = Output<'GET /projects'>['items'][number]

/** The parts that a workspace is divided into. */
export function ProjectsPage() {
  const text = useMessages(messages)
  useTitle(text.projects)
  const mayWrite = useMay('projects.write')
  const [edited, setEdited] = useState<Project | 'new' | null>(null)
  const list = useInfiniteQuery(listQuery('GET /projects', { limit: 100 }))
  const archive = useAction('POST /projects/{project_id}/archive', ['projects'])
  const unarchive = useAction('POST /projects/{project_id}/unarchive', ['projects'])
  const begin = mayWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setEdited('new')}>
      {text.newProject}
    </Button>
  )
  return (
    <>
      <PageHeader title={text.projects} description={text.projectsAbout} actions={begin} />
      <ProblemNote error={archive.error ?? unarchive.error} className="mb-4" />
      <QueryView query={list} skeleton={<SkeletonRows rows={3} />}>
        {(data) => {
          const projects = itemsOf(data)
          return projects.length === 0 ? (
            <EmptyState title={text.noProjects} icon={FolderKanban} actions={begin}>
              {text.noProjectsText}
            </EmptyState>
          ) : (
            <>
              <ul className="border-t border-line">
                {projects.map((project) => {
                  const isAway = project.archived_at !== null
                  const id = { project_id: project.id }
                  return (
                    <li
                      key={project.id}
                      className="flex min-h-14 items-center gap-3 border-b border-line py-2"
                    >
                      <div className="min-w-0 flex-1">
                        <p className="flex items-center gap-2 font-medium">
                          {project.name}
                          {isAway && <Badge>{text.archived}</Badge>}
                        </p>
                        <p className="truncate text-sm text-muted">{project.description}</p>
                      </div>
                      {mayWrite && (
                        <>
                          <IconButton
                            icon={Pencil}
                            size="small"
                            label={text.edit(project.name)}
                            onClick={() => setEdited(project)}
                          />
                          <Button
                            size="small"
                            onClick={() => (isAway ? unarchive.mutate(id) : archive.mutate(id))}
                          >
                            {isAway ? text.unarchive : text.archive}
                          </Button>
                        </>
                      )}
                    </li>
                  )
                })}
              </ul>
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {edited && (
        <ProjectDialog project={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

function ProjectDialog({ project, onClose }: { project: Project | null; onClose: () => void }) {
  const text = useMessages(messages)
  const create = useAction('POST /projects', ['projects'])
  const update = useAction('PATCH /projects/{project_id}', ['projects'])
  const error = create.error ?? update.error
  const fields = fieldErrors(error)
  const onSuccess = () => {
    showToast({ message: text.projectSaved })
    onClose()
  }
  return (
    <Dialog
      title={project ? text.edit(project.name) : text.newProject}
      size="small"
      onClose={onClose}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const input = {
            name: String(form.get('name')),
            description: String(form.get('description')),
          }
          if (project) update.mutate({ project_id: project.id, ...input }, { onSuccess })
          else create.mutate(input, { onSuccess })
        }}
      >
        <TextField
          label={text.projectName}
          name="name"
          required
          autoFocus
          defaultValue={project?.name}
          error={fields.name}
        />
        <TextArea
          label={text.description}
          name="description"
          isOptional
          defaultValue={project?.description}
          error={fields.description}
        />
        {Object.keys(fields).length === 0 && <ProblemNote error={error} />}
        <Button type="submit" variant="primary" isPending={create.isPending || update.isPending}>
          {text.save}
        </Button>
      </form>
    </Dialog>
  )
}
