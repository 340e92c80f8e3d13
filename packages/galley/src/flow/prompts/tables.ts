import { boolean, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Actor } from '../../platform/context.ts'
import {
  createdAt,
  galley,
  id,
  micros,
  moment,
  projectId,
  projectPolicy,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'
import type { PromptContent, PromptPurpose, PromptValues } from './content.ts'

/** What a workspace tells models again and again. All of it is the workspace's, in no project. */
export const promptTemplates = galley.table(
  'prompt_templates',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    /** Of the current version. */
    purpose: text('purpose').$type<PromptPurpose>().notNull(),
    currentVersion: integer('current_version').notNull(),
    /** Who made the current version. */
    author: jsonb('author').$type<Actor>().notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [index('prompt_templates_by_id').on(table.workspaceId, table.id), tenantPolicy()],
)

/** Append-only: what was written by a version can always be explained by it. */
export const promptTemplateVersions = galley.table(
  'prompt_template_versions',
  {
    templateId: text('template_id')
      .notNull()
      .references(() => promptTemplates.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    workspaceId: workspaceId(),
    content: jsonb('content').$type<PromptContent>().notNull(),
    /** A line for people: what changed. */
    summary: text('summary').notNull(),
    /** The version whose content this one brought back. */
    restoredFrom: integer('restored_from'),
    author: jsonb('author').$type<Actor>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.templateId, table.version] }), tenantPolicy()],
)

/** What a model answered when a prompt was tried. */
export const promptRuns = galley.table(
  'prompt_runs',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    /** Null: a draft of nothing that was saved. */
    templateId: text('template_id').references(() => promptTemplates.id, { onDelete: 'cascade' }),
    /** Null: a draft, and not a version. */
    version: integer('version'),
    content: jsonb('content').$type<PromptContent>().notNull(),
    /** For its variables. */
    values: jsonb('values').$type<PromptValues>().notNull(),
    text: text('text').notNull(),
    model: text('model').notNull(),
    costMicros: micros('cost_micros'),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    durationMs: integer('duration_ms').notNull(),
    isFavourite: boolean('is_favourite').notNull().default(false),
    author: jsonb('author').$type<Actor>().notNull(),
    jobId: text('job_id'),
    /** The durable step: one that runs again after a crash finds what it made. */
    origin: text('origin').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('prompt_runs_by_template').on(table.workspaceId, table.templateId, table.id),
    uniqueIndex('prompt_runs_by_origin').on(table.workspaceId, table.origin),
    tenantPolicy(),
    projectPolicy(),
  ],
)
