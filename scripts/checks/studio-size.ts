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
  isDynamicEntry?: boolean
  imports?: string[]
  css?: string[]
}

type Manifest = Record<string, Chunk>

/** Builds the studio and weighs what a browser loads: complaints, one for each budget that is broken. */
export async function checkStudioSize(): Promise<string[]> {
  const { folder } = await ensureStudio()
  const manifest = JSON.parse(
    await readFile(join(folder, '.vite/manifest.json'), 'utf8'),
  ) as Manifest
  const weigh = async (files: Iterable<string>) => {
    const sizes = await Promise.all(
      [...files].map(
        async (file) => gzipSync(await readFile(join(folder, file)), { level: 9 }).length,
      ),
    )
    return sizes.reduce((sum, size) => sum + size, 0) / 1000
  }
  const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)!
  const initial = reachedFrom(manifest, entry)
  const complaints: string[] = []
  const hold = (what: string, size: number, budget: number) => {
    if (size > budget) complaints.push(`${what}: ${size.toFixed(1)} KB gzip, budget ${budget} KB`)
  }

  hold('the first script', await weigh(initial.scripts), budgets.initialScript)
  hold('the first style sheet', await weigh(initial.styles), budgets.initialStyle)
  const shell = reachedFrom(manifest, 'src/app/shell.tsx').scripts
  hold('the frame', await weigh(shell.difference(initial.scripts)), budgets.shell)
  const framed = initial.scripts.union(shell)
  for (const [name, { isDynamicEntry }] of Object.entries(manifest)) {
    if (!isDynamicEntry || !name.endsWith('-page.tsx')) continue
    const own = reachedFrom(manifest, name).scripts.difference(framed)
    const budget = name.endsWith('/article-page.tsx') ? budgets.article : budgets.screen
    hold(name, await weigh(own), budget)
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
