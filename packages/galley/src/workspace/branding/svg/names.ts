const words = (text: string) => new Set(text.split(' '))

/** Elements that draw, and nothing else. */
export const DRAWING = words(
  'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan linearGradient ' +
    'radialGradient stop clipPath mask style',
)

/** Notes of editors, without any effect: left out in silence. */
export const NOTES = words('metadata title desc')

export const GRADIENTS = words('linearGradient radialGradient')

/** Attributes that say where and how to draw. All others are left out; handlers are refused. */
export const ATTRIBUTES = words(
  'id class style d x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy fr width height points viewBox ' +
    'preserveAspectRatio transform offset rotate textLength lengthAdjust pathLength version ' +
    'gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits ' +
    'clip-path clip-rule mask mask-type color color-interpolation display fill fill-opacity fill-rule ' +
    'font-family font-size font-size-adjust font-stretch font-style font-variant font-weight ' +
    'letter-spacing word-spacing opacity overflow paint-order shape-rendering stop-color stop-opacity ' +
    'stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit ' +
    'stroke-opacity stroke-width text-anchor text-decoration text-rendering vector-effect visibility ' +
    'dominant-baseline alignment-baseline baseline-shift direction unicode-bidi writing-mode ' +
    'image-rendering isolation mix-blend-mode',
)
