import { InvalidError } from '../../../platform/error.ts'
import { brandingCodes } from '../codes.ts'

/** @param reason Follows "The SVG": `has a <script>`. */
export const refuseSvg = (reason: string, cause?: unknown) =>
  new InvalidError(brandingCodes.LOGO_SVG_REFUSED, { reason }, { cause })
