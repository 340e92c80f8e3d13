import { encode } from 'uqr'

const SVG = 'http://www.w3.org/2000/svg'

/** A QR code as a picture: black on white in every theme, since cameras want it so. */
export function qrCode(text: string): SVGSVGElement {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`)
  picture.setAttribute('role', 'img')
  picture.setAttribute('aria-label', 'QR code for your authenticator app')
  picture.setAttribute('shape-rendering', 'crispEdges')
  const ground = document.createElementNS(SVG, 'rect')
  for (const side of ['width', 'height']) ground.setAttribute(side, String(size))
  ground.setAttribute('fill', '#fff')
  const ink = document.createElementNS(SVG, 'path')
  ink.setAttribute('d', squares.join(''))
  ink.setAttribute('fill', '#000')
  picture.append(ground, ink)
  return picture
}
