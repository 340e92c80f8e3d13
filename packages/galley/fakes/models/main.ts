/**
 * The server as a process of its own, for tests that kill the product around it:
 * `node packages/galley/fakes/models/main.ts --port 0 --protocol openai --latency 50 --script 429,ok`.
 * Prints one line of JSON with its base URL; `GET /calls` tells what it was asked.
 */
import { parseArgs } from 'node:util'
import { startModelServer } from './start-model-server.ts'
import type { ScriptEntry } from './behaviours.ts'
import type { ModelServerOptions } from './start-model-server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    protocol: { type: 'string', default: 'openai' },
    latency: { type: 'string', default: '0' },
    script: { type: 'string', default: '' },
  },
})

const script = values.script
  .split(',')
  .filter(Boolean)
  .map((entry) => (/^\d+$/.test(entry) ? Number(entry) : entry) as ScriptEntry)
const server = await startModelServer({
  protocol: values.protocol as ModelServerOptions['protocol'],
  port: Number(values.port),
  latencyMs: Number(values.latency),
  script,
})
console.log(JSON.stringify({ url: server.url }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)))
}
