import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureStudio } from '../../apps/studio/build/ensure-studio.ts'
import type { ModulesOfChunks } from '../../apps/studio/build/list-modules.ts'

/** In KB (1000 bytes) of gzip, as a browser gets them. */
const budgets = {
  initialScript: 120,
  /** The frame around every screen behind the sign-in. */
  shell: 15,
  initialStyle: 12,
  /** The editor with its Markdown bridge; nothing else may be as heavy. */
  article: 160,
  /** Any other screen, with what it alone brings along. */
  screen: 40,
}

interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}

type Manifest = Record<string, Chunk>

export interface StudioWeights {
  initialScript: number
  initialStyle: number
  shell: number
  article: number
  /** Every screen by its file, without what the frame has loaded before it. */
  screens: Record<string, number>
}

/** Builds the studio and weighs what a browser loads, in KB of gzip. */
export async function weighStudio(): Promise<StudioWeights> {
  const { folder } = await ensureStudio()
  const manifest = await readBuilt<Manifest>(folder, 'manifest.json')
  const weigh = async (files: Iterable<string>) => {
    const sizes = await Promise.all(
      [...files].map(async (file) => {
        const content = await readFile(join(folder, file))
        return gzipSync(content, { level: 9 }).length
      }),
    )
    return sizes.reduce((sum, size) => sum + size, 0) / 1000
  }
  const { initial, shell, pages } = partsOf(manifest)
  const screens = await Promise.all(
    Object.entries(pages).map(async ([name, own]) => [name, await weigh(own)] as const),
  )
  return {
    initialScript: await weigh(initial.scripts),
    initialStyle: await weigh(initial.styles),
    shell: await weigh(shell),
    article: screens.find(([name]) => name.endsWith('/article-page.tsx'))![1],
    screens: Object.fromEntries(screens),
  }
}

/** Complaints, one for each budget that is broken, with what weighs most in it. */
export async function checkStudioSize(): Promise<string[]> {
  const { screens, ...weights } = await weighStudio()
  const { folder } = await ensureStudio()
  const modules = await readBuilt<ModulesOfChunks>(folder, 'modules.json')
  const { initial, shell, pages } = partsOf(await readBuilt<Manifest>(folder, 'manifest.json'))
  const complaints: string[] = []
  const hold = (what: string, size: number, budget: number, files: ReadonlySet<string>) => {
    if (size <= budget) return
    const inside = heaviest(modules, files).join(', ')
    const message = `${what}: ${size.toFixed(1)} KB gzip, budget ${budget} KB`
    complaints.push(inside ? `${message}; in it, before it is minified: ${inside}` : message)
  }
  hold('the first script', weights.initialScript, budgets.initialScript, initial.scripts)
  hold('the first style sheet', weights.initialStyle, budgets.initialStyle, initial.styles)
  hold('the frame', weights.shell, budgets.shell, shell)
  for (const [name, size] of Object.entries(screens)) {
    const budget = name.endsWith('/article-page.tsx') ? budgets.article : budgets.screen
    hold(name, size, budget, pages[name]!)
  }
  return complaints
}

/** The files of the first load; of the frame, and of each screen, what they load beyond that. */
function partsOf(manifest: Manifest) {
  const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)!
  const initial = reachedFrom(manifest, entry)
  const framed = initial.scripts.union(reachedFrom(manifest, 'src/app/shell.tsx').scripts)
  const names = Object.keys(manifest).filter((name) => name.endsWith('-page.tsx'))
  const pages = Object.fromEntries(
    names.map((name) => [name, reachedFrom(manifest, name).scripts.difference(framed)]),
  )
  return { initial, shell: framed.difference(initial.scripts), pages }
}

/** The packages and folders that most of these chunks' code is of. */
function heaviest(modules: ModulesOfChunks, files: ReadonlySet<string>): string[] {
  const sizes = new Map<string, number>()
  for (const file of files) {
    for (const [module, size] of Object.entries(modules[file] ?? {})) {
      const place = placeOfModule(module)
      sizes.set(place, (sizes.get(place) ?? 0) + size)
    }
  }
  const largest = [...sizes].toSorted(([, one], [, other]) => other - one).slice(0, 6)
  return largest.map(([place, size]) => `${place} ${(size / 1000).toFixed(0)} KB`)
}

/** `react-dom`, `@tanstack/query-core`, `src/features/articles`, `packages/markdown`. */
function placeOfModule(module: string): string {
  const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)
  if (installed) return installed[1]!
  const own = /^apps\/studio\/(src\/(?:features\/)?[^/]+)|^(packages\/[^/]+)/.exec(module)
  return own?.[1] ?? own?.[2] ?? module
}

const readBuilt = async <Content>(folder: string, name: string) =>
  JSON.parse(await readFile(join(folder, '.vite', name), 'utf8')) as Content

/** A chunk with everything that it imports before it runs. */
function reachedFrom(manifest: Manifest, name: string) {
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const visit = (at: string): void => {
    const chunk = manifest[at]!
    if (scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit(name)
  return { scripts, styles }
}
