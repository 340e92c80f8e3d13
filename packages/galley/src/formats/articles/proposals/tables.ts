import { boolean, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Actor } from '../../../platform/context.ts'
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
} from '../../../platform/db/index.ts'
import type { CitedSentence } from '../article.ts'
import type { RewriteAction } from '../prompts/rewrite.ts'

/** What a section could say instead. Beside the document, which knows nothing of it until it is accepted. */
export const sectionProposals = galley.table(
  'section_proposals',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    documentId: text('document_id').notNull(),
    sectionId: text('section_id').notNull(),
    /** Names the section's text that it was made from. */
    baseHash: text('base_hash').notNull(),
    action: text('action').$type<RewriteAction>().notNull(),
    /** The tone, the language or the instruction, where one was asked for. */
    instruction: text('instruction'),
    /** Which of those that were made together, from 0. */
    variation: integer('variation').notNull(),
    markdown: text('markdown').notNull(),
    sentences: jsonb('sentences').$type<CitedSentence[]>().notNull(),
    model: text('model').notNull(),
    prompt: text('prompt').notNull(),
    /** `<template id>@<version>` of the workspace's own prompt, where one was chosen. */
    promptTemplate: text('prompt_template'),
    isExtractive: boolean('is_extractive').notNull(),
    costMicros: micros('cost_micros'),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    isFavourite: boolean('is_favourite').notNull().default(false),
    status: text('status').$type<'open' | 'accepted' | 'discarded'>().notNull().default('open'),
    author: jsonb('author').$type<Actor>().notNull(),
    jobId: text('job_id'),
    /** The durable step and the variation: a step that runs again after a crash finds what it made. */
    origin: text('origin').notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('section_proposals_by_document').on(table.workspaceId, table.documentId, table.id),
    uniqueIndex('section_proposals_by_origin').on(table.workspaceId, table.origin),
    tenantPolicy(),
    projectPolicy(),
  ],
)
