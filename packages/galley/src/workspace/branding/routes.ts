import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { Branding } from './branding.ts'
import { deleteLogo, DeleteLogoInput } from './delete-logo.ts'
import { getBranding } from './get-branding.ts'
import { getLogo, GetLogoInput } from './get-logo.ts'
import { putLogo, PutLogoInput } from './put-logo.ts'
import { serveLogo } from './serve-logo.ts'
import { updateBranding, UpdateBrandingInput } from './update-branding.ts'

const tag = 'branding'
const LOGO = '/branding/logo/{slot}'
const images = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']

export const brandingRoutes = [
  defineRoute({
    method: 'GET',
    path: '/branding',
    tag,
    name: 'get',
    summary: 'Reads how the workspace looks: name, logos, colours, sender, custom domain.',
    permission: 'branding.read',
    input: z.object({}),
    output: Branding,
    handle: ({ ctx }) => getBranding({ ctx }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/branding',
    tag,
    name: 'update',
    summary: 'Changes what is named of the look; null sets a part back.',
    permission: 'branding.write',
    input: UpdateBrandingInput,
    output: Branding,
    example: { product_name: 'The Worm Post', colors: { primary: '#2f6b3a' } },
    handle: ({ ctx, input }) => updateBranding({ ctx, input }),
  }),
  defineRoute({
    method: 'PUT',
    path: LOGO,
    tag,
    name: 'putLogo',
    summary: 'Puts a logo: the bytes of a PNG, JPEG, WebP or plain SVG image of up to 1 MB.',
    permission: 'branding.write',
    input: PutLogoInput,
    body: 'raw',
    maximumBodyBytes: 1024 * 1024,
    accepts: images,
    output: Branding,
    async handle({ ctx, input, request }) {
      const bytes = new Uint8Array(await new Response(request.body).arrayBuffer())
      const mediaType = request.headers.get('content-type') ?? ''
      return putLogo({ ctx, input, bytes, mediaType })
    },
  }),
  defineRoute({
    method: 'GET',
    path: LOGO,
    tag,
    name: 'getLogo',
    summary: 'Reads the bytes of a logo.',
    permission: 'branding.read',
    input: GetLogoInput,
    output: z.unknown(),
    produces: images,
    async handle({ ctx, input, request }) {
      return serveLogo(await getLogo({ ctx, input }), request, 'private, no-cache')
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: LOGO,
    tag,
    name: 'deleteLogo',
    summary: 'Takes a logo away.',
    permission: 'branding.write',
    input: DeleteLogoInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteLogo({ ctx, input }),
  }),
]
