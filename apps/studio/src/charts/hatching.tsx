/** Strokes over the parts of bars, in another direction for each. */
export function Hatching({ id, count }: { id: string; count: number }) {
  return (
    <defs>
      {Array.from({ length: count }, (_, index) => (
        <pattern
          key={index}
          id={`${id}-${index}`}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${ANGLES[index % ANGLES.length]})`}
        >
          <line x1="0" x2="5" y1="2.5" y2="2.5" strokeOpacity={0.35} className="stroke-paper" />
        </pattern>
      ))}
    </defs>
  )
}

const ANGLES = [0, 45, -45, 90, 0]
