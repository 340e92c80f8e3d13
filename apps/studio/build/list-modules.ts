import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What each chunk is made of: bytes of every module in it, minified by nothing yet. */
export type ModulesOfChunks = Record<string, Record<string, number>>

/** Writes `.vite/modules.json` beside the manifest, so that a heavy chunk can say what is in it. */
export function listModules(): Plugin {
  return {
    name: 'galley:list-modules',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks: ModulesOfChunks = {}
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type !== 'chunk') continue
        const modules = Object.entries(chunk.modules).map(([id, { renderedLength }]) => [
          id.replace('\0', '').replace(root, '').replace(/\?.*$/, ''),
          renderedLength,
        ])
        chunks[file] = Object.fromEntries(modules)
      }
      this.emitFile({
        type: 'asset',
        fileName: '.vite/modules.json',
        source: JSON.stringify(chunks),
      })
    },
  }
}
