/** A process of its own that claims a key and never answers: for the test that kills it. */
import { createDatabase } from '../../db/index.ts'
import { createIdempotency, hashRequest } from './idempotency.ts'

const [url, workspaceId] = process.argv.slice(2) as [string, string]
const body = JSON.stringify({ text: 'a' })
const request = new Request('http://localhost/api/v1/notes', {
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json' },
})
const requestHash = await hashRequest(request, new URL(request.url), new TextEncoder().encode(body))
const run = createIdempotency(createDatabase({ url }))
await run(
  { workspaceId, principal: 'one', route: 'POST /notes', key: 'crash', requestHash },
  () => {
    process.send!('claimed')
    return new Promise(() => undefined)
  },
)
