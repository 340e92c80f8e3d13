import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Folders whose names start a path that a document may cite in backticks. */
const roots = /^(packages|apps|bench|scripts|examples|docs|sdks|\.ci|\.github)\//

/** Paths and links in Markdown that lead nowhere. */
export async function checkDocumentPaths(
  root: string,
  documents: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(
    documents.map(async (document) => {
      const text = (await readFile(join(root, document), 'utf8')).replace(/^```[\s\S]*?^```/gm, '')
      const here = dirname(document)
      const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map((match) => match[1]!)
        .filter((target) => !/^[a-z]+:/i.test(target))
        .map((target) => ({ target, path: join(root, here, target) }))
      const cited = [...text.matchAll(/`([^`\s]+)`/g)]
        .map((match) => match[1]!.replace(/[:#].*$/, ''))
        .filter((target) => roots.test(target) && !/[*{<…]/.test(target))
        .map((target) => ({ target, path: join(root, target) }))
      return [...links, ...cited]
        .filter(({ path }) => !existsSync(path))
        .map(({ target }) => `${document} cites ${target}, which is not there`)
    }),
  )
  return found.flat()
}
