import { defineCodes } from '../error.ts'

export const imageCodes = defineCodes({
  IMAGE_EMPTY: 'The file is empty. Choose the image again.',
  IMAGE_UNSUPPORTED:
    'This is {found}, and an image is a PNG, JPEG, WebP or GIF. Export it as one of these.',
  IMAGE_BROKEN: 'The image cannot be read: {reason}. Export it again, or send it again.',
  IMAGE_TOO_LARGE:
    'The image has {bytes} bytes, and {limit} are allowed. Make it smaller or save it with more compression.',
  IMAGE_TOO_MANY_PIXELS:
    'The image has {width} × {height} pixels. Each side may have {sideLimit}, and all together {pixelLimit}: make it smaller.',
})
