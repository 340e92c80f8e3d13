import { dirname, join, normalize } from 'node:path'
import { isTest } from './places.ts'

export const studio = 'apps/studio/src/'

/** Folders that know nothing of the screens: what each may name, beside itself. */
const foundations: Readonly<Record<string, readonly string[]>> = {
  messages: [],
  api: [],
  ui: ['messages', 'api'],
  charts: ['messages', 'ui'],
}

/** The studio's code runs in browsers, and knows the server by its API alone. */
const packages = ['packages/sdk/src/']

/** Rule 9, for one import of one file of the studio; null when it holds. */
export function brokenStudioRule(file: string, imported: string): string | null {
  if (isTest(file)) return null
  if (imported.startsWith('node:')) return 'rule 9: the studio runs in browsers, without node:*'
  if (!imported.startsWith('.')) {
    return /^@galley\/(?!markdown$)/.test(imported) ? foreign : null
  }
  const target = normalize(join(dirname(file), imported))
  if (!target.startsWith(studio)) {
    return packages.some((folder) => target.startsWith(folder)) ? null : foreign
  }
  return roomRule(file, target) ?? foundationRule(file, target)
}

const foreign = 'rule 9: the studio knows the API and packages/markdown, nothing else of ours'

/** Rooms stand beside each other; the router alone knows them all. */
function roomRule(file: string, target: string): string | null {
  const [from, to] = [roomOf(file), roomOf(target)]
  if (to === null || from === to) return null
  if (from !== null) return `rule 9: a room imports no other room (${from} → ${to})`
  return file === `${studio}app/router.tsx` && target === `${studio}features/${to}/index.ts`
    ? null
    : 'rule 9: only app/router.tsx imports rooms, by their index.ts'
}

/** What screens are made of does not know them. The gallery shows it all. */
function foundationRule(file: string, target: string): string | null {
  const [from, to] = [folderOf(file), folderOf(target)]
  const allowed = foundations[from]
  if (!allowed || from === to || allowed.includes(to)) return null
  if (file.startsWith(`${studio}ui/gallery/`)) return null
  return `rule 9: ${from} imports ${['itself', ...allowed].join(', ')} only`
}

const folderOf = (path: string) => path.slice(studio.length).split('/')[0]!
const roomOf = (path: string) =>
  /^features\/([\w-]+)\//.exec(path.slice(studio.length))?.[1] ?? null
