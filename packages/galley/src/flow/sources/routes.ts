import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { createSource, CreateSourceInput } from './create-source.ts'
import { createUpload, CreateUploadInput, Upload } from './create-upload.ts'
import { deleteSource, DeleteSourceInput } from './delete-source.ts'
import { getSource, GetSourceInput } from './get-source.ts'
import { listSources, ListSourcesInput, SourcePage } from './list-sources.ts'
import { Source } from './source.ts'

const tag = 'sources'

export const sourceRoutes = [
  defineRoute({
    method: 'POST',
    path: '/sources',
    tag,
    name: 'create',
    isTool: true,
    summary:
      'Brings a source in: text, a file, or a finished upload. The same content is the same source.',
    permission: 'sources.write',
    input: CreateSourceInput,
    body: 'form',
    output: Source,
    status: 201,
    example: { kind: 'text', title: 'A talk', text: 'Welcome, everybody. Today is about trees…' },
    handle: ({ ctx, input }) => createSource({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/sources',
    tag,
    name: 'list',
    summary: 'Lists sources, newest first or in another order.',
    permission: 'sources.read',
    input: ListSourcesInput,
    output: SourcePage,
    handle: ({ ctx, input }) => listSources({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/sources/{source_id}',
    tag,
    name: 'get',
    isTool: true,
    summary: 'Reads a source with its text and segments.',
    permission: 'sources.read',
    input: GetSourceInput,
    output: Source,
    handle: ({ ctx, input }) => getSource({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/sources/{source_id}',
    tag,
    name: 'delete',
    summary: 'Deletes a source and its bytes; documents made from it stay.',
    permission: 'sources.write',
    input: DeleteSourceInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteSource({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/uploads',
    tag,
    name: 'createUpload',
    summary: 'Promises a place to PUT one file to, straight into the storage.',
    permission: 'sources.write',
    input: CreateUploadInput,
    output: Upload,
    status: 201,
    handle: ({ ctx, input }) => createUpload({ ctx, input }),
  }),
]
