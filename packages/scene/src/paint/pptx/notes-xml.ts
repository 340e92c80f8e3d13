import { box } from '../../scene/geometry.ts'
import { cleanText } from '../../text/clean-text.ts'
import type { Theme } from '../../themes/theme.ts'
import { escapeXml } from '../escape-xml.ts'
import { declaration, officeNamespaces } from './parts.ts'
import { backgroundXml } from './master-xml.ts'
import { nameXml, transformXml, treeXml } from './shape-xml.ts'
import { colorMapXml } from './theme-xml.ts'

const picture = (id: number, place: string) =>
  `<p:sp><p:nvSpPr>${nameXml(id, 'Slide')}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr>${place}</p:spPr></p:sp>`

const words = (id: number, place: string, paragraphs: string) =>
  `<p:sp><p:nvSpPr>${nameXml(id, 'Notes')}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr>${place}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`

/** What printed notes look like: the slide above, the words below. */
export function notesMasterXml(theme: Theme): string {
  const rectangle = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
  const shapes =
    picture(2, transformXml(box(0.75, 0.75, 6, 3.375)) + rectangle) +
    words(
      3,
      transformXml(box(0.75, 4.5, 6, 4.5)) + rectangle,
      '<a:p><a:r><a:rPr lang="en"/><a:t>Notes</a:t></a:r></a:p>',
    )
  return `${declaration}<p:notesMaster ${officeNamespaces}><p:cSld>${backgroundXml({ token: 'bg1' })}${treeXml(shapes)}</p:cSld>${colorMapXml(theme)}<p:notesStyle><a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>`
}

export function notesXml(notes: string, language: string): string {
  const paragraphs = cleanText(notes)
    .split('\n')
    .map((line) =>
      line
        ? `<a:p><a:r><a:rPr lang="${escapeXml(language)}"/><a:t>${escapeXml(line)}</a:t></a:r></a:p>`
        : '<a:p/>',
    )
  return `${declaration}<p:notes ${officeNamespaces}><p:cSld>${treeXml(picture(2, '') + words(3, '', paragraphs.join('')))}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`
}
