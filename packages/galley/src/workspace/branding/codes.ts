import { defineCodes } from '../../platform/error.ts'

export const brandingCodes = defineCodes({
  BRANDING_NEEDS_WORKSPACE:
    'The brand is of the whole workspace, and you are narrowed to projects of it. Ask somebody who sees all of it, or use a key without projects.',
  BRANDING_DOMAIN_UNVERIFIED:
    '{domain} is not a verified domain of this workspace for the purpose "{purpose}". Add it with POST /api/v1/domains and verify it first.',
  LOGO_NOT_FOUND:
    'This workspace has no {slot} logo. Put one with PUT /api/v1/branding/logo/{slot}.',
  LOGO_EMPTY: 'The request has no body. Send the bytes of the image as they are.',
  LOGO_UNSUPPORTED:
    'This is {found}, and a logo is a PNG, JPEG, WebP or SVG image. Export it as one of these.',
  LOGO_MISLABELLED:
    'The content type says {declared}, but the bytes are {found}. Send them with the type that they have.',
  LOGO_BROKEN: 'The image cannot be read: {reason}. Export it again.',
  LOGO_DIMENSIONS:
    'The image has {width} × {height} pixels, and each side may have {limit}. Make it smaller.',
  LOGO_SVG_REFUSED:
    'The SVG {reason}. A logo may hold shapes, text and gradients only, and not too many: export it as plain SVG, or as PNG.',
})
