import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const configFile = join(root, 'vite.config.ts')

/** The policy under which the studio's pages stand, as far as a page without a server meets it. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

export interface GallerySite {
  address: string
  close(): Promise<void>
}

/** The gallery of primitives, built as the studio is, and served under a strict policy. */
export async function createGallerySite(): Promise<GallerySite> {
  const outDir = await mkdtemp(join(tmpdir(), 'galley-gallery-'))
  await build({
    root,
    configFile,
    logLevel: 'error',
    mode: 'production',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(root, 'gallery.html') } },
  })
  const server = await preview({
    root,
    configFile,
    logLevel: 'error',
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: { 'content-security-policy': policy },
    },
  })
  const { port } = server.httpServer.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/gallery.html`,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
