import type { z } from 'zod'
import type { ChartData } from '../scene/chart-data.ts'
import type { ColorToken } from '../scene/color.ts'
import type { Box, Emu } from '../scene/geometry.ts'
import type { RichParagraph, ShapeElement } from '../scene/model.ts'
import type { TextStyle } from '../scene/text-style.ts'
import type { Theme } from '../themes/theme.ts'

/** A place of a layout: where content goes in our painters, and a placeholder in office programs. */
export interface Slot {
  key: string
  /** What people see in an empty placeholder. */
  prompt: string
  placeholder: 'title' | 'ctrTitle' | 'subTitle' | 'body' | 'pic' | 'chart' | 'tbl'
  box: Box
  style: TextStyle
  color: ColorToken
  /** Whether its paragraphs are the points of a list. */
  isList?: boolean
}

/** What a layout makes of content, before anything is measured. */
export type Draft =
  | { type: 'slot-text'; slot: string; paragraphs: RichParagraph[] }
  | { type: 'slot-image'; slot: string; image: ImageReference }
  | { type: 'slot-chart'; slot: string; chart: ChartData }
  | { type: 'slot-table'; slot: string; header: string[]; rows: string[][] }
  | {
      type: 'text'
      name: string
      box: Box
      paragraphs: RichParagraph[]
      style: TextStyle
      color: ColorToken
      /** Texts of one slide that share this get one size. */
      sameSize?: string
    }
  | ({
      type: 'shape'
      name: string
      box: Box
      fill?: ColorToken
      stroke?: ColorToken
      strokeWidth?: Emu
      alpha?: number
    } & Pick<ShapeElement, 'geometry' | 'radius'>)
  | {
      type: 'image'
      name: string
      box: Box
      image: ImageReference
      geometry: 'rectangle' | 'rounded' | 'ellipse'
    }
  | { type: 'group'; name: string; drafts: Draft[] }

export interface ImageReference {
  asset: string
  alt: string
  /** The point that must stay visible when the picture is cropped: 0 to 1 from the left and the top. */
  focus?: { x: number; y: number } | undefined
}

/** A kind of slide: what it says, where that stands, and how the rest is drawn. */
export interface Layout<Schema extends z.ZodObject = z.ZodObject> {
  key: string
  name: string
  /** The type that office programs know it by; none for layouts of our own. */
  office?: 'title' | 'obj' | 'secHead' | 'twoTxTwoObj' | 'titleOnly' | 'picTx'
  /** `strong` stands on the theme's ground, with its motif. */
  ground: 'plain' | 'strong'
  content: Schema
  /** What may be continued on another slide: a list of the content, and how many of it a slide needs. */
  list?: { key: string; least: number }
  slots(theme: Theme): Slot[]
  compose(content: z.infer<Schema>, theme: Theme): Draft[]
}

/** Lets `compose` know what `content` holds. */
export const defineLayout = <Schema extends z.ZodObject>(layout: Layout<Schema>): Layout =>
  layout as unknown as Layout
