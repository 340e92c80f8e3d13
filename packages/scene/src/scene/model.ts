import type { Direction } from '../text/visual-line.ts'
import type { ChartData, ChartAxis } from './chart-data.ts'
import type { Color } from './color.ts'
import type { Box, Emu } from './geometry.ts'
import type { TextStyle } from './text-style.ts'

/** Text of one look inside a paragraph. */
export interface InlineRun {
  text: string
  bold?: boolean
  italic?: boolean
  /** Where it leads. */
  link?: string
  position?: 'superscript' | 'subscript'
}

export interface RichParagraph {
  runs: InlineRun[]
  list?: 'bullet' | 'number'
  /** 0 to 4. */
  level?: number
}

/** A run at its place on the slide; all lengths in EMU. */
export interface PlacedRun {
  text: string
  /** Key of a face of the font library; null for an emoji. */
  face: string | null
  isRightToLeft: boolean
  x: Emu
  baseline: Emu
  width: Emu
  size: Emu
  color: Color
  tracking: Emu
  isUnderlined: boolean
}

export interface PlacedLine {
  baseline: Emu
  x: Emu
  width: Emu
  runs: PlacedRun[]
}

interface BaseElement {
  id: string
  /** What people see in a list of the slide's objects. */
  name: string
  box: Box
}

export interface TextElement extends BaseElement {
  type: 'text'
  /** The layout's placeholder that it fills; its box and style are then the placeholder's. */
  slot?: string
  paragraphs: RichParagraph[]
  style: TextStyle
  color: Color
  direction: Direction
  /** Type size. */
  size: Emu
  lines: PlacedLine[]
  fit: { outcome: 'fits' | 'shrunk' | 'over'; extraLines: number }
  /** Characters that no font of the theme has. */
  missing: string
}

export interface ShapeElement extends BaseElement {
  type: 'shape'
  geometry: 'rectangle' | 'rounded' | 'ellipse' | 'chevron' | 'line' | { path: string }
  /** Radius of a rounded rectangle. */
  radius?: Emu
  fill?: Color
  stroke?: { color: Color; width: Emu }
  isDecoration: boolean
}

export interface ImageElement extends BaseElement {
  type: 'image'
  slot?: string
  asset: string
  /** Parts of the picture that are cut off at each side, 0 to 1. */
  crop: { left: number; top: number; right: number; bottom: number }
  alt: string
  geometry: 'rectangle' | 'rounded' | 'ellipse'
  radius?: Emu
}

export interface ChartElement extends BaseElement {
  type: 'chart'
  slot?: string
  chart: ChartData
  axis: ChartAxis | null
  alt: string
  /** Where marks are drawn; office programs are told the same. */
  plot: Box
  /** The chart as shapes and texts, for painters that have no charts of their own. */
  drawing: SceneElement[]
}

export interface TableElement extends BaseElement {
  type: 'table'
  slot?: string
  columns: Emu[]
  rows: { height: Emu; cells: TextElement[] }[]
  hasHeader: boolean
}

export interface GroupElement extends BaseElement {
  type: 'group'
  elements: SceneElement[]
}

/** Something of a foreign file that is kept as it was, with a picture of it to show. */
export interface OpaqueElement extends BaseElement {
  type: 'opaque'
  part: string
  preview?: string
}

export type SceneElement =
  | TextElement
  | ShapeElement
  | ImageElement
  | ChartElement
  | TableElement
  | GroupElement
  | OpaqueElement

/** One slide, resolved: everything has its place, and painters neither measure nor lay out. */
export interface Scene {
  id: string
  layout: string
  /** Name of the slide in outlines. */
  title: string
  language: string
  background: Color
  /** From back to front; decoration of the layout comes first. */
  elements: SceneElement[]
  notes: string
}

/** A picture that scenes use by its id. */
export interface ImageAsset {
  id: string
  type: 'image/png' | 'image/jpeg'
  width: number
  height: number
  data: Uint8Array
}
