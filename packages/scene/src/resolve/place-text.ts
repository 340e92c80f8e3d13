import { color as colorOf, textOn } from '../scene/color.ts'
import type { Color, ColorToken } from '../scene/color.ts'
import { points } from '../scene/geometry.ts'
import type { Box } from '../scene/geometry.ts'
import type { PlacedLine, PlacedRun, RichParagraph, TextElement } from '../scene/model.ts'
import type { TextStyle } from '../scene/text-style.ts'
import { fitText } from '../text/fit-text.ts'
import type { FontLibrary } from '../text/font-library.ts'
import { prepareParagraph } from '../text/paragraph.ts'
import type { TextRun } from '../text/paragraph.ts'
import { layoutBlock } from '../text/text-block.ts'
import type { BlockParagraph } from '../text/text-block.ts'
import { directionOf } from '../text/visual-line.ts'
import type { VisualRun } from '../text/visual-line.ts'
import { familiesOf } from '../themes/theme.ts'
import type { Theme } from '../themes/theme.ts'

export interface TextContext {
  fonts: FontLibrary
  theme: Theme
  language: string
}

export interface TextRequest {
  id: string
  name: string
  slot?: string
  box: Box
  paragraphs: RichParagraph[]
  style: TextStyle
  color: Color
}

/** How lists are indented, in ems: each level by this much, markers in the last of it. */
export const listIndent = 1.1

/** A text whose paragraphs are measured, before its size is known. */
export interface MeasuredText extends TextRequest {
  block: BlockParagraph[]
  /** Index of the largest size of the style that fits. */
  chosen: number
  fit: TextElement['fit']
}

export function measureText(context: TextContext, request: TextRequest): MeasuredText {
  const block = toBlock(context, request)
  const sizes = request.style.sizes.map(points)
  const { width, height } = request.box
  const { size, outcome, extraLines } = fitText(context.fonts, block, { width, height, sizes })
  return { ...request, block, chosen: sizes.indexOf(size), fit: { outcome, extraLines } }
}

/** Sets a text at the size that was chosen, or at a smaller one that its neighbours need. */
export function placeText(
  context: TextContext,
  text: MeasuredText,
  chosen = text.chosen,
): TextElement {
  const { box, style, block, color, paragraphs } = text
  const size = points(style.sizes[chosen]!)
  const { lines, height } = layoutBlock(context.fonts, block, size, box.width)
  const free = box.height - height
  const shift = style.anchor === 'top' || free < 0 ? 0 : style.anchor === 'bottom' ? free : free / 2
  const top = box.y + shift
  const link = colorOf('hlink')
  const place = (
    run: VisualRun,
    x: number,
    baseline: number,
    inline: TextRun & { link?: string },
  ): PlacedRun => ({
    text: run.text,
    face: run.face,
    isRightToLeft: run.isRightToLeft,
    x: Math.round(box.x + x + run.x),
    baseline: Math.round(top + baseline - run.raise),
    width: Math.round(run.width),
    size: Math.round(run.size),
    color: inline.link ? link : color,
    tracking: Math.round(run.size * inline.tracking),
    isUnderlined: Boolean(inline.link),
  })
  const placed = lines.map((line): PlacedLine => {
    const { paragraph, marker } = block[line.paragraph]!
    return {
      x: Math.round(box.x + line.x),
      width: Math.round(line.width),
      baseline: Math.round(top + line.baseline),
      runs: [
        ...(line.marker?.runs ?? []).map((run) =>
          place(run, line.marker!.x, line.baseline, marker!.paragraph.runs[0]!),
        ),
        ...line.runs.map((run) => place(run, line.x, line.baseline, paragraph.runs[run.run]!)),
      ],
    }
  })
  return {
    type: 'text',
    id: text.id,
    name: text.name,
    box,
    ...(text.slot !== undefined && { slot: text.slot }),
    paragraphs,
    style,
    color,
    direction: block[0]?.direction ?? 'ltr',
    size,
    lines: placed,
    fit: text.fit.outcome === 'fits' && chosen > 0 ? { ...text.fit, outcome: 'shrunk' } : text.fit,
    missing: missingIn(context.fonts, block),
  }
}

function toBlock(context: TextContext, { paragraphs, style }: TextRequest): BlockParagraph[] {
  const { fonts, theme, language } = context
  const stack = theme[style.font]
  const families = familiesOf(theme, style.font)
  let number = 0
  return paragraphs.map((one): BlockParagraph => {
    const runs = one.runs.map((run): TextRun & { link?: string } => ({
      text: run.text,
      families,
      weight: (style.bold && stack.hasBold) || run.bold ? 700 : 400,
      italic: style.italic || (run.italic ?? false),
      scale: run.position ? 2 / 3 : 1,
      raise: run.position === 'superscript' ? 0.3 : run.position === 'subscript' ? -0.25 : 0,
      tracking: style.tracking,
      ...(run.link && { link: run.link }),
    }))
    const plain = { families, weight: 400, italic: false, scale: 1, raise: 0, tracking: 0 }
    number = one.list === 'number' ? number + 1 : 0
    const marker = one.list === 'bullet' ? '•' : `${number}.`
    return {
      paragraph: prepareParagraph(
        fonts,
        runs.length > 0 ? runs : [{ ...plain, text: '' }],
        language,
      ),
      direction: directionOf(one.runs.map(({ text }) => text).join('')),
      align: style.align,
      indent: one.list ? listIndent * ((one.level ?? 0) + 1) : 0,
      marker: one.list
        ? {
            paragraph: prepareParagraph(fonts, [{ ...plain, text: marker }], language),
            hanging: listIndent,
          }
        : null,
      spaceBefore: style.spaceBefore,
      lineSpacing: style.lineSpacing,
    }
  })
}

function missingIn(fonts: FontLibrary, block: readonly BlockParagraph[]): string {
  const missing = new Set<string>()
  for (const { paragraph } of block) {
    for (const run of paragraph.runs) {
      for (const piece of fonts.pieces(run.text, run)) {
        if (piece.isMissing)
          for (const character of run.text.slice(piece.start, piece.end)) missing.add(character)
      }
    }
  }
  return [...missing].join('')
}

/** The colour that a token stands for where text is on a strong ground. */
export function colorOn(theme: Theme, isStrong: boolean, token: ColorToken): Color {
  if (!isStrong || theme.ground === 'bg1' || (token !== 'tx1' && token !== 'tx2'))
    return colorOf(token)
  const { palette, ground } = theme
  const on = textOn(palette, ground)
  return colorOf(on, token === 'tx1' ? undefined : 0.86)
}
