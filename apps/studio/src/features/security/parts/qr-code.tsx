import qrcode from 'qrcode-generator'

/** A square to scan. White around it whatever the theme, or no camera reads it. */
export function QrCode({ value, label }: { value: string; label: string }) {
  const code = qrcode(0, 'M')
  code.addData(value)
  code.make()
  const size = code.getModuleCount()
  const cells = Array.from({ length: size * size }, (_, index) => index).filter((index) =>
    code.isDark(Math.floor(index / size), index % size),
  )
  const path = cells.map((index) => `M${index % size} ${Math.floor(index / size)}h1v1h-1z`).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      shapeRendering="crispEdges"
      className="size-48 rounded bg-white"
    >
      <path d={path} className="fill-black" />
    </svg>
  )
}
