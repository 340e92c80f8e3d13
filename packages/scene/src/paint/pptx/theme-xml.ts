import { luminance } from '../../scene/color.ts'
import type { Theme } from '../../themes/theme.ts'
import { escapeXml } from '../escape-xml.ts'
import { declaration } from './parts.ts'

const isDark = ({ palette }: Theme) => luminance(palette.bg1) < luminance(palette.tx1)

/** Which of the theme's dark and light colours are background and text. */
export const colorMapXml = (theme: Theme, tag = 'p:clrMap'): string => {
  const [ground, text] = isDark(theme) ? ['dk', 'lt'] : ['lt', 'dk']
  const accents = [1, 2, 3, 4, 5, 6].map((index) => `accent${index}="accent${index}"`).join(' ')
  return `<${tag} bg1="${ground}1" tx1="${text}1" bg2="${ground}2" tx2="${text}2" ${accents} hlink="hlink" folHlink="folHlink"/>`
}

export function themeXml(theme: Theme): string {
  const { palette, heading, body } = theme
  const [dark, light] = isDark(theme) ? (['bg', 'tx'] as const) : (['tx', 'bg'] as const)
  const color = (tag: string, value: string) => `<a:${tag}><a:srgbClr val="${value}"/></a:${tag}>`
  const font = (family: string) =>
    `<a:latin typeface="${escapeXml(family)}"/><a:ea typeface="Noto Sans SC"/><a:cs typeface="Noto Sans Arabic"/>`
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
  const line = (width: number) => `<a:ln w="${width}">${fill}<a:prstDash val="solid"/></a:ln>`
  const effect = '<a:effectStyle><a:effectLst/></a:effectStyle>'
  const accents = ([1, 2, 3, 4, 5, 6] as const)
    .map((index) => color(`accent${index}`, palette[`accent${index}`]))
    .join('')
  return [
    `${declaration}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="${escapeXml(theme.name)}"><a:themeElements>`,
    `<a:clrScheme name="${escapeXml(theme.name)}">${color('dk1', palette[`${dark}1`])}${color('lt1', palette[`${light}1`])}${color('dk2', palette[`${dark}2`])}${color('lt2', palette[`${light}2`])}${accents}${color('hlink', palette.hlink)}${color('folHlink', palette.hlink)}</a:clrScheme>`,
    `<a:fontScheme name="${escapeXml(theme.name)}"><a:majorFont>${font(heading.family)}</a:majorFont><a:minorFont>${font(body.family)}</a:minorFont></a:fontScheme>`,
    `<a:fmtScheme name="${escapeXml(theme.name)}"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line(6350)}${line(12_700)}${line(19_050)}</a:lnStyleLst><a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme>`,
    '</a:themeElements></a:theme>',
  ].join('')
}
