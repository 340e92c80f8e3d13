import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureStudio } from '../../apps/studio/build/ensure-studio.ts'

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
  const manifest = JSON.parse(
    await readFile(join(folder, '.vite/manifest.json'), 'utf8'),
  ) as Manifest
  const weigh = async (files: Iterable<string>) => {
    const sizes = await Promise.all(
      [...files].map(async (file) => {
        const content = await readFile(join(folder, file))
        return gzipSync(content, { level: 9 }).length
      }),
    )
    return sizes.reduce((sum, size) => sum + size, 0) / 1000
  }
  const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)!
  const initial = reachedFrom(manifest, entry)
  const shell = reachedFrom(manifest, 'src/app/shell.tsx').scripts
  const framed = initial.scripts.union(shell)
  const pages = Object.keys(manifest).filter((name) => name.endsWith('-page.tsx'))
  const screens = await Promise.all(
    pages.map(async (name) => {
      const own = reachedFrom(manifest, name).scripts.difference(framed)
      return [name, await weigh(own)] as const
    }),
  )
  return {
    initialScript: await weigh(initial.scripts),
    initialStyle: await weigh(initial.styles),
    shell: await weigh(shell.difference(initial.scripts)),
    article: screens.find(([name]) => name.endsWith('/article-page.tsx'))![1],
    screens: Object.fromEntries(screens),
  }
}

/** Complaints, one for each budget that is broken. */
export async function checkStudioSize(): Promise<string[]> {
  const { screens, ...weights } = await weighStudio()
  const complaints: string[] = []
  const hold = (what: string, size: number, budget: number) => {
    if (size > budget) complaints.push(`${what}: ${size.toFixed(1)} KB gzip, budget ${budget} KB`)
  }
  hold('the first script', weights.initialScript, budgets.initialScript)
  hold('the first style sheet', weights.initialStyle, budgets.initialStyle)
  hold('the frame', weights.shell, budgets.shell)
  for (const [name, size] of Object.entries(screens)) {
    hold(name, size, name.endsWith('/article-page.tsx') ? budgets.article : budgets.screen)
  }
  return complaints
}

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
