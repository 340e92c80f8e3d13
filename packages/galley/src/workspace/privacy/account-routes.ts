import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { createExport } from './exports/create-export.ts'
import { deleteExport } from './exports/delete-export.ts'
import { downloadExport } from './exports/download-export.ts'
import { Export, ExportId } from './exports/export.ts'
import { getExport } from './exports/get-export.ts'
import { ExportList, listExports } from './exports/list-exports.ts'
import { accountShelf } from './exports/shelf.ts'
import { deleteAccount, DeleteAccountInput } from './leaving/delete-account.ts'

const tag = 'account'
const permission = ACCOUNT
const ONE = '/account/exports/{export_id}'

export const accountPrivacyRoutes = [
  defineRoute({
    method: 'POST',
    path: '/account/exports',
    tag,
    name: 'createExport',
    summary: 'Starts an archive of everything about you. It is kept for 7 days.',
    permission,
    input: z.void(),
    output: Export,
    status: 201,
    handle: ({ ctx, request: { headers } }) => createExport(accountShelf(ctx, headers)),
  }),
  defineRoute({
    method: 'GET',
    path: '/account/exports',
    tag,
    name: 'listExports',
    summary: 'Lists your archives, the latest first.',
    permission,
    input: z.void(),
    output: ExportList,
    handle: ({ ctx, request: { headers } }) => listExports(accountShelf(ctx, headers)),
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    tag,
    name: 'getExport',
    summary: 'Reads how far your archive is.',
    permission,
    input: ExportId,
    output: Export,
    handle: ({ ctx, input, request: { headers } }) => getExport(accountShelf(ctx, headers), input),
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    tag,
    name: 'deleteExport',
    summary: 'Deletes your archive, or stops it while it is being made.',
    permission,
    input: ExportId,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) =>
      deleteExport(accountShelf(ctx, headers), input),
  }),
  defineRoute({
    method: 'GET',
    path: `${ONE}/download`,
    tag,
    name: 'downloadExport',
    summary: 'Downloads your archive. A Range continues a download that broke off.',
    permission,
    input: ExportId,
    output: z.unknown(),
    produces: ['application/zip'],
    isResumable: true,
    handle: ({ ctx, input, request }) =>
      downloadExport(accountShelf(ctx, request.headers), input, request),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/account',
    tag,
    name: 'delete',
    summary:
      'Deletes your account. What you made stays with its workspace. Needs your address and password.',
    permission,
    // Not in the address, which is logged on its way.
    body: 'json',
    input: DeleteAccountInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input, request: { headers } }) => deleteAccount({ ctx, input, headers }),
  }),
]
