import { layouts } from '../../layouts/layouts.ts'
import { page } from '../../scene/geometry.ts'
import { color } from '../../scene/color.ts'
import { styleOf } from '../../scene/text-style.ts'
import type { ChartElement } from '../../scene/model.ts'
import type { Deck } from '../../resolve/resolve-deck.ts'
import { escapeXml } from '../escape-xml.ts'
import { chartXml } from './chart-xml.ts'
import { lintParts } from './lint.ts'
import { layoutXml, masterXml } from './master-xml.ts'
import { notesMasterXml, notesXml } from './notes-xml.ts'
import { declaration, officeNamespaces, PartList } from './parts.ts'
import type { Part } from './parts.ts'
import { slideXml } from './slide-xml.ts'
import { levelXml } from './text-xml.ts'
import { themeXml } from './theme-xml.ts'
import { writeWorkbook } from './workbook.ts'
import { writeZip } from './zip.ts'

const presentation = 'application/vnd.openxmlformats-officedocument.presentationml.'

/**
 * A deck as a PowerPoint file: real master and layouts, text in placeholders, charts and tables that
 * can be edited. The same deck gives the same bytes. Throws when the file would not open cleanly.
 *
 * @example
 * await writeFile('deck.pptx', await paintPptx(deck))
 */
export async function paintPptx(deck: Deck): Promise<Uint8Array> {
  const list = await new DeckWriter(deck).write()
  const problems = lintParts(list)
  if (problems.length > 0)
    throw new Error(`The presentation would be damaged: ${problems.slice(0, 5).join('; ')}`)
  return writeZip(list.entries())
}

class DeckWriter {
  readonly #deck: Deck
  readonly #list = new PartList()
  readonly #media = new Map<string, Part>()
  readonly #charts: Promise<void>[] = []

  constructor(deck: Deck) {
    this.#deck = deck
  }

  async write(): Promise<PartList> {
    const { theme, scenes } = this.#deck
    const list = this.#list
    const root = list.add('ppt/presentation.xml', `${presentation}presentation.main+xml`)
    list.root.refer(root, 'officeDocument')
    this.#properties()
    const master = list.add('ppt/slideMasters/slideMaster1.xml', `${presentation}slideMaster+xml`)
    const masterId = root.refer(master, 'slideMaster')
    const ours = this.#layouts(master)
    master.refer(this.#theme(1), 'theme')
    const notesMaster = scenes.some(({ notes }) => notes) ? this.#notesMaster() : null
    const notesId = notesMaster ? root.refer(notesMaster, 'notesMaster') : ''
    const slides = scenes.map((scene, index) => {
      const slide = list.add(`ppt/slides/slide${index + 1}.xml`, `${presentation}slide+xml`)
      slide.refer(ours.get(scene.layout)!, 'slideLayout')
      slide.data = slideXml(
        {
          part: slide,
          layout: layouts.find(({ key }) => key === scene.layout)!,
          theme,
          language: scene.language,
          picture: (asset) => this.#picture(slide, asset),
          chart: (element) => this.#chart(slide, element),
        },
        scene,
      )
      if (notesMaster && scene.notes) this.#notes(slide, notesMaster, scene.notes, index + 1)
      return root.refer(slide, 'slide')
    })
    for (const [name, tag] of [
      ['presProps', 'presentationPr'],
      ['viewProps', 'viewPr'],
    ] as const) {
      const part = list.add(`ppt/${name}.xml`, `${presentation}${name}+xml`)
      part.data = `${declaration}<p:${tag} ${officeNamespaces}/>`
      root.refer(part, name)
    }
    root.refer(this.#theme(1), 'theme')
    const ids = slides.map((id, index) => `<p:sldId id="${256 + index}" r:id="${id}"/>`).join('')
    const notesList = notesMaster
      ? `<p:notesMasterIdLst><p:notesMasterId r:id="${notesId}"/></p:notesMasterIdLst>`
      : ''
    root.data = `${declaration}<p:presentation ${officeNamespaces} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="${masterId}"/></p:sldMasterIdLst>${notesList}<p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="${page.width}" cy="${page.height}"/><p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle>${levelXml('lvl1pPr', styleOf('body', { sizes: [18] }), color('tx1'), null)}</p:defaultTextStyle></p:presentation>`
    await Promise.all(this.#charts)
    return list
  }

  #properties(): void {
    const { title, language, scenes } = this.#deck
    const core = this.#list.add(
      'docProps/core.xml',
      'application/vnd.openxmlformats-package.core-properties+xml',
    )
    core.data = `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:language>${escapeXml(language)}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`
    this.#list.root.refer(core, 'core-properties')
    const app = this.#list.add(
      'docProps/app.xml',
      'application/vnd.openxmlformats-officedocument.extended-properties+xml',
    )
    app.data = `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Slides>${scenes.length}</Slides></Properties>`
    this.#list.root.refer(app, 'extended-properties')
  }

  readonly #themes = new Map<number, Part>()

  /** Each master has a theme of its own: programs repair files in which two share one. */
  #theme(number: number): Part {
    let part = this.#themes.get(number)
    if (!part) {
      part = this.#list.add(
        `ppt/theme/theme${number}.xml`,
        'application/vnd.openxmlformats-officedocument.theme+xml',
      )
      part.data = themeXml(this.#deck.theme)
      this.#themes.set(number, part)
    }
    return part
  }

  #layouts(master: Part): Map<string, Part> {
    const { theme } = this.#deck
    const ids: string[] = []
    const parts = layouts.map((layout, index): [string, Part] => {
      const part = this.#list.add(
        `ppt/slideLayouts/slideLayout${index + 1}.xml`,
        `${presentation}slideLayout+xml`,
      )
      part.refer(master, 'slideMaster')
      part.data = layoutXml(layout, theme)
      ids.push(master.refer(part, 'slideLayout'))
      return [layout.key, part]
    })
    master.data = masterXml(theme, ids)
    return new Map(parts)
  }

  #notesMaster(): Part {
    const part = this.#list.add(
      'ppt/notesMasters/notesMaster1.xml',
      `${presentation}notesMaster+xml`,
    )
    part.refer(this.#theme(2), 'theme')
    part.data = notesMasterXml(this.#deck.theme)
    return part
  }

  #notes(slide: Part, master: Part, notes: string, number: number): void {
    const part = this.#list.add(
      `ppt/notesSlides/notesSlide${number}.xml`,
      `${presentation}notesSlide+xml`,
    )
    part.data = notesXml(notes, this.#deck.language)
    part.refer(master, 'notesMaster')
    part.refer(slide, 'slide')
    slide.refer(part, 'notesSlide')
  }

  /** A picture is in the file once, however many slides show it. */
  #picture(slide: Part, id: string): string | null {
    const asset = this.#deck.assets.get(id)
    if (!asset) return null
    let part = this.#media.get(id)
    if (!part) {
      part = this.#list.add(
        `ppt/media/image${this.#media.size + 1}.${asset.type.slice(6)}`,
        asset.type,
      )
      part.data = asset.data
      this.#media.set(id, part)
    }
    return slide.refer(part, 'image')
  }

  #chart(slide: Part, element: ChartElement): string {
    const number = this.#charts.length + 1
    const part = this.#list.add(
      `ppt/charts/chart${number}.xml`,
      'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
    )
    const workbook = this.#list.add(
      `ppt/embeddings/workbook${number}.xlsx`,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    part.data = chartXml(element, part.refer(workbook, 'package'))
    this.#charts.push(
      writeWorkbook(element.chart).then((data) => {
        workbook.data = data
      }),
    )
    return slide.refer(part, 'chart')
  }
}
