import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { imageKinds } from '../../platform/images/index.ts'
import { deleteMedium } from './delete-medium.ts'
import { getMedium, GetMediumInput } from './get-medium.ts'
import { listMedia, ListMediaInput, MediaPage } from './list-media.ts'
import { Medium } from './medium.ts'
import { openMedium } from './open-medium.ts'
import { serveMedium } from './serve-medium.ts'
import { updateMedium, UpdateMediumInput } from './update-medium.ts'
import { uploadMedium, UploadMediumInput } from './upload-medium.ts'

const tag = 'media'
const ONE = '/media/{media_id}'

export const mediaRoutes = [
  defineRoute({
    method: 'POST',
    path: '/media',
    tag,
    name: 'upload',
    summary:
      'Uploads an image as multipart/form-data; what its file says of places and people is left away.',
    permission: 'media.write',
    input: UploadMediumInput,
    body: 'form',
    output: Medium,
    status: 201,
    handle: ({ ctx, input }) => uploadMedium({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/media',
    tag,
    name: 'list',
    summary: 'Lists images, newest first; of a document or a section when it is named.',
    permission: 'media.read',
    input: ListMediaInput,
    output: MediaPage,
    handle: ({ ctx, input }) => listMedia({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    tag,
    name: 'get',
    summary: 'Reads what is known of an image.',
    permission: 'media.read',
    input: GetMediumInput,
    output: Medium,
    handle: ({ ctx, input }) => getMedium({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: ONE,
    tag,
    name: 'update',
    summary: 'Sets the alt text or the focal point of an image.',
    permission: 'media.write',
    input: UpdateMediumInput,
    output: Medium,
    example: { alt_text: 'A worm on wet soil', focal_x: 0.3, focal_y: 0.6 },
    handle: ({ ctx, input }) => updateMedium({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    tag,
    name: 'delete',
    summary: 'Deletes an image that no current text names.',
    permission: 'media.write',
    input: GetMediumInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteMedium({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: `${ONE}/content`,
    tag,
    name: 'content',
    summary: 'Reads the bytes of an image.',
    permission: 'media.read',
    input: GetMediumInput,
    output: z.unknown(),
    produces: Object.values(imageKinds).map(({ mediaType }) => mediaType),
    handle: async ({ ctx, input, request }) =>
      serveMedium(await openMedium({ ctx, input }), request),
  }),
]
