import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateFiles } from '../generate/files.ts'

/** Generated files that are not what the code would generate now. */
export async function checkGenerated(root: string): Promise<string[]> {
  const files = await generateFiles()
  const stale = await Promise.all(
    Object.entries(files).map(async ([path, wanted]) => {
      const there = await readFile(join(root, path), 'utf8').catch(() => null)
      return there === wanted ? [] : [`${path} is out of date: npm run generate`]
    }),
  )
  return stale.flat()
}
