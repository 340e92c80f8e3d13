import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tests } from 'commonmark-spec'
import { gfmExamples } from './gfm-examples.ts'

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))

export interface Sample {
  name: string
  markdown: string
}

/** CommonMark's examples, one by one. */
export const commonmark: readonly Sample[] = (
  tests as readonly { number: number; markdown: string }[]
).map(({ number, markdown }) => ({
  name: `CommonMark ${number}`,
  markdown: markdown.replaceAll('→', '\t'),
}))

export const gfmSamples: readonly Sample[] = gfmExamples.map((markdown, index) => ({
  name: `GFM ${index + 1}`,
  markdown,
}))

/** What people really write: the READMEs of what is installed, each text once. */
export function readRealTexts(most: number): Sample[] {
  if (!existsSync(modules)) return []
  const seen = new Set<string>()
  const samples: Sample[] = []
  for (const file of globSync('{*,@*/*}/{README,readme,CHANGELOG}.md', {
    cwd: modules,
  }).toSorted()) {
    const markdown = readFileSync(`${modules}/${file}`, 'utf8').replace(/\r\n?/g, '\n')
    if (markdown.length > 60_000 || seen.has(markdown)) continue
    seen.add(markdown)
    samples.push({ name: file, markdown })
    if (samples.length === most) break
  }
  return samples
}
