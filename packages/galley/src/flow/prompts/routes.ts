import { z } from 'zod'
import { defineRoute, editTag } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { Composition, composePrompt, ComposePromptInput } from './composing/compose-prompt.ts'
import { PromptPreset, promptPresets } from './presets.ts'
import { changeRun, ChangeRunInput } from './runs/change-run.ts'
import { deleteRun, DeleteRunInput } from './runs/delete-run.ts'
import { listRuns, ListRunsInput, PromptRunPage } from './runs/list-runs.ts'
import { PromptRun } from './runs/prompt-run.ts'
import { createTemplate, CreateTemplateInput } from './templates/create-template.ts'
import { deleteTemplate, DeleteTemplateInput } from './templates/delete-template.ts'
import { editTemplate, EditTemplateInput } from './templates/edit-template.ts'
import { getTemplate, GetTemplateInput } from './templates/get-template.ts'
import {
  listTemplateVersions,
  ListTemplateVersionsInput,
  TemplateVersionPage,
} from './templates/list-template-versions.ts'
import { listTemplates, ListTemplatesInput, TemplatePage } from './templates/list-templates.ts'
import { restoreTemplate, RestoreTemplateInput } from './templates/restore-template.ts'
import { PromptTemplate } from './templates/template.ts'

const tag = 'prompts'
const PLACE = '/prompt-templates/{template_id}'
const etag = ({ id, version }: PromptTemplate) => editTag(id, version)

const templateRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/prompt-templates',
    tag,
    name: 'list',
    summary: "Lists the workspace's prompts, newest first or in another order.",
    permission: 'prompts.read',
    input: ListTemplatesInput,
    output: TemplatePage,
    handle: ({ ctx, input }) => listTemplates({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/prompt-templates',
    tag,
    name: 'create',
    summary: 'Saves a prompt under a name, as its first version.',
    permission: 'prompts.write',
    input: CreateTemplateInput,
    output: PromptTemplate,
    status: 201,
    etag,
    handle: ({ ctx, input }) => createTemplate({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/prompt-templates/compose',
    tag,
    name: 'compose',
    summary:
      'Shows a prompt as a model would get it, part by part, with its tokens, its cost and what is wrong with it.',
    permission: 'prompts.read',
    input: ComposePromptInput,
    output: Composition,
    handle: ({ ctx, input }) => composePrompt({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: PLACE,
    tag,
    name: 'get',
    summary: 'Reads a prompt, at its current version or at the one named.',
    permission: 'prompts.read',
    input: GetTemplateInput,
    output: PromptTemplate,
    etag,
    handle: ({ ctx, input }) => getTemplate({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: PLACE,
    tag,
    name: 'edit',
    summary:
      'Saves another content as a new version, or another name; answers 409 with both sides when somebody was quicker.',
    permission: 'prompts.write',
    input: EditTemplateInput,
    output: PromptTemplate,
    etag,
    handle: ({ ctx, input }) => editTemplate({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: PLACE,
    tag,
    name: 'delete',
    summary: 'Deletes a prompt with its versions and tries; what was written with it stays.',
    permission: 'prompts.write',
    input: DeleteTemplateInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteTemplate({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: `${PLACE}/versions`,
    tag,
    name: 'list_versions',
    summary: 'Lists the versions of a prompt with what they say, newest first.',
    permission: 'prompts.read',
    input: ListTemplateVersionsInput,
    output: TemplateVersionPage,
    handle: ({ ctx, input }) => listTemplateVersions({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PLACE}/restore`,
    tag,
    name: 'restore',
    summary: "Makes an earlier version's content current again, as a new version.",
    permission: 'prompts.write',
    input: RestoreTemplateInput,
    output: PromptTemplate,
    etag,
    handle: ({ ctx, input }) => restoreTemplate({ ctx, input }),
  }),
]

const runRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/prompt-runs',
    tag,
    name: 'list_runs',
    summary: 'Lists what was tried, newest first.',
    permission: 'prompts.read',
    input: ListRunsInput,
    output: PromptRunPage,
    handle: ({ ctx, input }) => listRuns({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/prompt-runs/{run_id}',
    tag,
    name: 'change_run',
    summary: 'Marks a try as a favourite, or takes the mark away.',
    permission: 'prompts.try',
    input: ChangeRunInput,
    output: PromptRun,
    handle: ({ ctx, input }) => changeRun({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/prompt-runs/{run_id}',
    tag,
    name: 'delete_run',
    summary: 'Deletes a try.',
    permission: 'prompts.try',
    input: DeleteRunInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteRun({ ctx, input }),
  }),
]

export const promptRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/prompt-presets',
    tag,
    name: 'list_presets',
    summary: 'Lists prompts to begin with; saved as a template, one is yours to change.',
    permission: 'prompts.read',
    input: z.object({}),
    output: z.object({ items: z.array(PromptPreset) }),
    handle: async () => ({ items: [...promptPresets] }),
  }),
  ...templateRoutes,
  ...runRoutes,
]
