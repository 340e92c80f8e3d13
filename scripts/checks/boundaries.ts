import { readFile } from 'node:fs/promises'
import { dirname, join, normalize, relative } from 'node:path'
import { parseSync } from 'oxc-parser'
import { checkOwnership, readOwnership } from './ownership.ts'
import { isTest, layers, placeOf, source } from './places.ts'
import type { Violation } from './places.ts'
import { brokenStudioRule, studio } from './studio-boundaries.ts'

const flowOrder = [
  'sources',
  'documents',
  'media',
  'prompts',
  'pipelines',
  'reviews',
  'publications',
  'measurements',
  'billing',
]
const compositionRoots = new Set(
  ['app.ts', 'modules.ts', 'node.ts', 'index.ts'].map((name) => source + name),
)

/** Checks what one file imports; `read` is how its text is had, so that tests can make one up. */
export function checkImports(file: string, text: string): Violation[] {
  const { module } = parseSync(file, text)
  const imports = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((group) =>
      group.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap((entry) => {
      const text_ = text.slice(entry.moduleRequest.start, entry.moduleRequest.end)
      return /^['"].*['"]$/.test(text_) ? [text_.slice(1, -1)] : []
    }),
  ]
  return [...new Set(imports)].flatMap((imported) => {
    const rule = brokenRule(file, imported)
    return rule ? [{ file, what: `imports ${imported}`, rule }] : []
  })
}

function brokenRule(file: string, imported: string): string | null {
  if (file.startsWith(studio)) return brokenStudioRule(file, imported)
  if (imported.startsWith('node:')) return nodeRule(file)
  if (!imported.startsWith('.')) return packageRule(file, imported)
  const target = normalize(join(dirname(file), imported))
  if (!file.startsWith(source)) return reachRule(file, target)
  if (isTest(file) || compositionRoots.has(file)) return null
  return layerRule(file, target) ?? connectorRule(file, target) ?? moduleRule(file, target)
}

/** Rule 6: what runs on Workers too does not know Node. */
function nodeRule(file: string): string | null {
  const isAllowed =
    isTest(file) ||
    !file.startsWith(source) ||
    /\/platform\/(.+\/)?drivers\//.test(file) ||
    file === `${source}node.ts`
  return isAllowed ? null : 'rule 6: node:* only in platform/**/drivers and the Node entries'
}

function packageRule(file: string, imported: string): string | null {
  const isPublished = /^packages\/(scene|film|sdk|markdown)\//.test(file)
  if (isPublished && imported.startsWith('@galley/')) {
    return 'published packages know nothing of Galley'
  }
  return null
}

/** From outside the product, only its entries. */
function reachRule(file: string, target: string): string | null {
  if (!target.startsWith(source) || /^(bench|scripts|packages\/galley)\//.test(file)) return null
  return compositionRoots.has(target) || isTest(file)
    ? null
    : 'rule 4: from outside the package only its entries are imported'
}

/** Rules 1 to 3: imports go down, and left. */
function layerRule(file: string, target: string): string | null {
  const from = placeOf(file)
  const to = placeOf(target)
  if (!from || !to) return to ? null : 'rule 1: nothing imports the composition root'
  if (layers.indexOf(to.layer) > layers.indexOf(from.layer)) {
    return 'rule 1: imports go down only (surface → formats → flow → workspace → platform)'
  }
  if (from.layer !== to.layer || from.module === to.module) return null
  if (from.layer === 'flow' && flowOrder.indexOf(to.module) > flowOrder.indexOf(from.module)) {
    return 'rule 2: a flow stage imports only stages to its left'
  }
  if (from.layer === 'formats') return 'rule 3: a format never imports another format'
  return null
}

/** Rule 4: a module is its index. Platform's contracts may be named one by one. */
function moduleRule(file: string, target: string): string | null {
  const from = placeOf(file)
  const to = placeOf(target)
  if (!from || !to || (from.layer === to.layer && from.module === to.module)) return null
  if (to.layer === 'platform' || to.layer === 'surface') return null
  return target.endsWith('/index.ts') ? null : 'rule 4: from outside a module only its index.ts'
}

/** Rule 5: what reaches a foreign system knows its contract and the guarded way out. */
function connectorRule(file: string, target: string): string | null {
  const connector = /^(.*\/connectors\/)([\w-]+)\//.exec(file)
  if (!connector) return null
  const [own, family] = [connector[0], dirname(connector[1]!)]
  const isAllowed =
    target.startsWith(own) ||
    target === `${family}/contract.ts` ||
    target.startsWith(`${source}platform/http/`) ||
    target === `${source}platform/error.ts`
  return isAllowed ? null : 'rule 5: connectors import their contract and platform/http only'
}

/** Checks every file given, relative to `root`, against the rules of ARCHITECTURE.md. */
export async function checkBoundaries(
  root: string,
  files: readonly string[],
): Promise<Violation[]> {
  const texts = new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = relative(root, join(root, file))
        return [path, await readFile(join(root, file), 'utf8')] as const
      }),
    ),
  )
  const owned = readOwnership(texts)
  return [...texts].flatMap(([file, text]) => [
    ...checkImports(file, text),
    ...checkOwnership(file, text, owned),
  ])
}
