import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'oxc-parser'

interface Example {
  file: string
  line: number
  code: string
  /** What the file itself exports: in scope, as for somebody who reads its docs. */
  names: string[]
}

/** Every `@example` in the docstrings of a file, as code. */
export function findExamples(file: string, text: string): Example[] {
  const names = exportedNames(file, text)
  return [...text.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm)].flatMap((comment) => {
    const lines = comment[0].split('\n').map((line) => line.replace(/^\s*\*?\/?\*{0,2} ?/, ''))
    const first = text.slice(0, comment.index).split('\n').length
    const start = lines.findIndex((line) => line.startsWith('@example'))
    if (start < 0) return []
    const rest = lines.slice(start + 1, -1)
    const end = rest.findIndex((line) => /^@\w+/.test(line))
    const code = (end < 0 ? rest : rest.slice(0, end)).join('\n')
    return [{ file, line: first + start, code, names }]
  })
}

function exportedNames(file: string, text: string): string[] {
  const { module } = parseSync(file, text)
  const names = module.staticExports.flatMap((group) =>
    group.entries.flatMap((entry) => (entry.exportName.name ? [entry.exportName.name] : [])),
  )
  return [...new Set(names)]
}

/** Globals of browsers, which the types of some packages bring along, and which are ours to mean. */
const browserNames = [
  'Document',
  'Page',
  'close',
  'document',
  'event',
  'name',
  'open',
  'status',
  'stop',
]

/** An example as a module that a compiler can judge. */
export function toModule(example: Example, importPath: string, unknown: readonly string[]): string {
  const code = withoutEllipses(example.code)
  const imports = code.match(/^import .*$/gm) ?? []
  const imported = new Set(imports.flatMap((line) => line.match(/[\w$]+/g) ?? []))
  const declared = new Set(
    [...code.matchAll(/\b(?:const|let|function|class)\s+([\w$]+)/g)].map((match) => match[1]!),
  )
  const names = example.names.filter(
    (name) => !imported.has(name) && !declared.has(name) && new RegExp(`\\b${name}\\b`).test(code),
  )
  const shadowing = browserNames.filter(
    (name) =>
      ![...names, ...imported, ...unknown].includes(name) && new RegExp(`\\b${name}\\b`).test(code),
  )
  const body = code
    .replace(/^import .*$/gm, '')
    .replace(/^export (?=const|function|async|class)/gm, '')
  return [
    ...imports,
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from '${importPath}'`] : []),
    ...[...unknown, ...shadowing].map((name) => `declare const ${name}: any\ntype ${name} = any`),
    `export async function example() {`,
    body,
    `}`,
  ].join('\n')
}

/** "…" stands for what a reader can imagine; inside quotes it is just a character. */
function withoutEllipses(code: string): string {
  return code
    .replace(/(\)|catch) …$/gm, '$1 {}')
    .replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`|\/\/.*$|…\s*,?/gm, (token) =>
      token.startsWith('…') ? '' : token,
    )
    .replace(/,\s*([)}\]])/g, '$1')
}

/** Examples that do not compile. What they leave undeclared is taken as given, of any type. */
export async function checkExamples(root: string, files: readonly string[]): Promise<string[]> {
  const folder = join(root, 'node_modules/.cache/galley-examples')
  await rm(folder, { recursive: true, force: true })
  const sources = files.filter(
    (file) => /^packages\/.*\/src\//.test(file) && !file.endsWith('.test.ts'),
  )
  const examples = (
    await Promise.all(
      sources.map(async (file) => findExamples(file, await readFile(join(root, file), 'utf8'))),
    )
  ).flat()
  const paths = examples.map(({ file, line }) =>
    join(folder, `${file.replaceAll('/', '__').replace(/\.ts$/, '')}__${line}.ts`),
  )
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(configuration(root, folder)))

  const unknown = new Map<string, string[]>()
  const write = () =>
    Promise.all(
      examples.map((example, index) => {
        const path = paths[index]!
        const importPath = relative(dirname(path), join(root, example.file))
        return writeFile(path, toModule(example, importPath, unknown.get(path) ?? []))
      }),
    )
  await write()
  for (const { path, name } of missingNames(await compile(root, folder))) {
    unknown.set(join(root, path), [...new Set([...(unknown.get(join(root, path)) ?? []), name])])
  }
  await write()
  return (await compile(root, folder))
    .filter(
      (line) =>
        line.includes('error TS') &&
        line.includes('galley-examples/') &&
        !/TS18046|TS2571|on type 'unknown'/.test(line),
    )
    .map((line) => {
      const [, place, message] = /galley-examples\/(.+?)\.ts.*?: (error .*)$/.exec(line) ?? [
        null,
        line,
        '',
      ]
      return `the example at ${place!.replaceAll('__', '/').replace(/\/(\d+)$/, '.ts:$1')}: ${message}`
    })
}

function configuration(root: string, folder: string) {
  return {
    extends: relative(folder, join(root, 'tsconfig.json')),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      verbatimModuleSyntax: false,
      isolatedModules: false,
      // What an example leaves out is of any type, and what follows from that is no mistake.
      noImplicitAny: false,
      strictNullChecks: false,
      noUncheckedIndexedAccess: false,
      lib: ['esnext'],
      types: ['node'],
    },
    include: ['./*.ts', relative(folder, join(root, 'packages/galley/src/**/*.d.ts'))],
    exclude: [],
  }
}

function missingNames(lines: readonly string[]): { path: string; name: string }[] {
  return lines.flatMap((line) => {
    const match = /^(\S+?\.ts)\(.*error TS(?:2304|2552|2584|18004): .*?'([\w$]+)'/.exec(line)
    return match ? [{ path: match[1]!, name: match[2]! }] : []
  })
}

function compile(root: string, folder: string): Promise<string[]> {
  const tsc = join(root, 'node_modules/.bin/tsc')
  return new Promise((resolve) => {
    execFile(
      tsc,
      ['-p', folder, '--pretty', 'false'],
      { cwd: root, maxBuffer: 64e6 },
      (_error, stdout) => resolve(stdout.split('\n')),
    )
  })
}
