import { defineRoute } from '../../../platform/http/index.ts'
import { archiveProject, unarchiveProject } from './archive-project.ts'
import { changeProject, ChangeProjectInput } from './change-project.ts'
import { createProject, CreateProjectInput } from './create-project.ts'
import { getProject, GetProjectInput } from './get-project.ts'
import { listProjects, ListProjectsInput, ProjectPage } from './list-projects.ts'
import { Project } from './project.ts'

const tag = 'projects'

export const projectRoutes = [
  defineRoute({
    method: 'GET',
    path: '/projects',
    tag,
    name: 'list',
    summary: 'Lists the projects that you can see.',
    permission: 'projects.read',
    input: ListProjectsInput,
    output: ProjectPage,
    handle: ({ ctx, input }) => listProjects({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/projects',
    tag,
    name: 'create',
    summary: 'Makes a project.',
    permission: 'projects.write',
    input: CreateProjectInput,
    output: Project,
    status: 201,
    example: { name: 'Spring issue' },
    handle: ({ ctx, input }) => createProject({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/projects/{project_id}',
    tag,
    name: 'get',
    summary: 'Reads a project.',
    permission: 'projects.read',
    input: GetProjectInput,
    output: Project,
    handle: ({ ctx, input }) => getProject({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/projects/{project_id}',
    tag,
    name: 'update',
    summary: 'Gives a project another name or description.',
    permission: 'projects.write',
    input: ChangeProjectInput,
    output: Project,
    handle: ({ ctx, input }) => changeProject({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/projects/{project_id}/archive',
    tag,
    name: 'archive',
    summary: 'Archives a project: what is in it stays, and nothing new goes in.',
    permission: 'projects.write',
    input: GetProjectInput,
    output: Project,
    handle: ({ ctx, input }) => archiveProject({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/projects/{project_id}/unarchive',
    tag,
    name: 'unarchive',
    summary: 'Opens an archived project again.',
    permission: 'projects.write',
    input: GetProjectInput,
    output: Project,
    handle: ({ ctx, input }) => unarchiveProject({ ctx, input }),
  }),
]
