/**
 * How series are told from each other: by colour, and for who does not see it by the dashes of a
 * line and the hatching of a bar. Written out, so that Tailwind finds the names.
 */
const looks = [
  { stroke: 'stroke-series-1', fill: 'fill-series-1', ground: 'bg-series-1', dashes: undefined },
  { stroke: 'stroke-series-2', fill: 'fill-series-2', ground: 'bg-series-2', dashes: '7 3' },
  { stroke: 'stroke-series-3', fill: 'fill-series-3', ground: 'bg-series-3', dashes: '2 3' },
  { stroke: 'stroke-series-4', fill: 'fill-series-4', ground: 'bg-series-4', dashes: '9 3 2 3' },
  { stroke: 'stroke-series-5', fill: 'fill-series-5', ground: 'bg-series-5', dashes: '4 2' },
] as const

export type SeriesLook = (typeof looks)[number]

export const lookOf = (index: number): SeriesLook => looks[index % looks.length]!
