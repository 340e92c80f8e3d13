import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { createExport } from './exports/create-export.ts'
import { deleteExport } from './exports/delete-export.ts'
import { downloadExport } from './exports/download-export.ts'
import { Export, ExportId } from './exports/export.ts'
import { getExport } from './exports/get-export.ts'
import { ExportList, listExports } from './exports/list-exports.ts'
import { workspaceShelf } from './exports/shelf.ts'
import { getSettings, PrivacySettings } from './opt-outs/get-settings.ts'
import { updateSettings, UpdateSettingsInput } from './opt-outs/update-settings.ts'
import { getRetention } from './retention/get-retention.ts'
import { RetentionPolicy } from './retention/policy.ts'
import {
  previewRetention,
  PreviewRetentionInput,
  RetentionPreview,
} from './retention/preview-retention.ts'
import { updateRetention, UpdateRetentionInput } from './retention/update-retention.ts'

const tag = 'privacy'
const permission = 'privacy.export'
const ONE = '/privacy/exports/{export_id}'

export const privacyRoutes = [
  defineRoute({
    method: 'POST',
    path: '/privacy/exports',
    tag,
    name: 'createExport',
    summary: 'Starts an archive of everything in the workspace. It is kept for 7 days.',
    permission,
    input: z.void(),
    output: Export,
    status: 201,
    handle: ({ ctx }) => createExport(workspaceShelf(ctx)),
  }),
  defineRoute({
    method: 'GET',
    path: '/privacy/exports',
    tag,
    name: 'listExports',
    summary: 'Lists the archives of the workspace, the latest first.',
    permission,
    input: z.void(),
    output: ExportList,
    handle: ({ ctx }) => listExports(workspaceShelf(ctx)),
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    tag,
    name: 'getExport',
    summary: 'Reads how far an archive is.',
    permission,
    input: ExportId,
    output: Export,
    handle: ({ ctx, input }) => getExport(workspaceShelf(ctx), input),
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    tag,
    name: 'deleteExport',
    summary: 'Deletes an archive, or stops it while it is being made.',
    permission,
    input: ExportId,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteExport(workspaceShelf(ctx), input),
  }),
  defineRoute({
    method: 'GET',
    path: `${ONE}/download`,
    tag,
    name: 'downloadExport',
    summary: 'Downloads an archive. A Range continues a download that broke off.',
    permission,
    input: ExportId,
    output: z.unknown(),
    produces: ['application/zip'],
    isResumable: true,
    handle: ({ ctx, input, request }) => downloadExport(workspaceShelf(ctx), input, request),
  }),
  defineRoute({
    method: 'GET',
    path: '/privacy/retention',
    tag,
    name: 'getRetention',
    summary: 'Reads how long the workspace keeps what.',
    permission: 'privacy.read',
    input: z.void(),
    output: RetentionPolicy,
    handle: ({ ctx }) => getRetention({ ctx }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/privacy/retention',
    tag,
    name: 'updateRetention',
    summary: 'Changes how long what is named is kept, in days; null: as the server does.',
    permission: 'privacy.write',
    input: UpdateRetentionInput,
    output: RetentionPolicy,
    example: { sources: 365, deleted_documents: 30 },
    handle: ({ ctx, input }) => updateRetention({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/privacy/retention/preview',
    tag,
    name: 'previewRetention',
    summary: 'Counts what the policy, with these changes, would delete now. Deletes nothing.',
    permission: 'privacy.read',
    input: PreviewRetentionInput,
    output: RetentionPreview,
    example: { sources: 365 },
    handle: ({ ctx, input }) => previewRetention({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/privacy/settings',
    tag,
    name: 'getSettings',
    summary: 'Reads what the workspace does not want.',
    permission: 'privacy.read',
    input: z.void(),
    output: PrivacySettings,
    handle: ({ ctx }) => getSettings({ ctx }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/privacy/settings',
    tag,
    name: 'updateSettings',
    summary: 'Changes whether content may go to model providers. It takes hold within a second.',
    permission: 'privacy.write',
    input: UpdateSettingsInput,
    output: PrivacySettings,
    example: { content_to_model_providers: false },
    handle: ({ ctx, input }) => updateSettings({ ctx, input }),
  }),
]
