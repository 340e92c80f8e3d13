/** A process of its own that claims a key and never answers: for the test that kills it. */
import { createDatabase } from '../../db/index.ts'
import { createSecrets } from '../../secrets/index.ts'
import { masterKeyOfTests } from '../http-app.fixture.ts'
import { createIdempotency, hashRequest } from './idempotency.ts'

const [url, workspaceId] = process.argv.slice(2) as [string, string]
const body = JSON.stringify({ text: 'a' })
const request = new Request('http://localhost/api/v1/notes', {
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json' },
})
const db = createDatabase({ url })
const requestHash = await hashRequest(
  createSecrets({ db, masterKeys: [masterKeyOfTests] }),
  request,
  { url: new URL(request.url), fingerprint: new TextEncoder().encode(body) },
)
const run = createIdempotency(db)
await run(
  { workspaceId, principal: 'one', route: 'POST /notes', key: 'crash', requestHash },
  () => {
    process.send!('claimed')
    return new Promise(() => undefined)
  },
)
