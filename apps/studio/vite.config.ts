import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { listModules } from './build/list-modules.ts'

const server = process.env.GALLEY_SERVER ?? 'http://localhost:3000'

export default defineConfig({
  plugins: [react({ compiler: true }), tailwindcss(), listModules()],
  build: {
    manifest: true,
    target: 'es2023',
    // The policy of the page allows no inline anything, data: scripts and styles among it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One file of what every screen needs and no release of ours changes: it compresses better
        // as a whole, and browsers keep it.
        codeSplitting: {
          groups: [
            {
              name: 'framework',
              test: /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?:react-router|router-core|history|store|react-store))\//,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/brands', '/device', '/docs', '/mcp', '/openapi.json', '/storage'].map((path) => [
        path,
        { target: server },
      ]),
    ),
  },
})
