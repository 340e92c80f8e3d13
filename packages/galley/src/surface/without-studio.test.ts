import assert from 'node:assert/strict'
import { it } from 'node:test'
import { withoutStudio } from './without-studio.ts'

it('says on a server without the studio why a link of a mail does not work, and what does', async () => {
  const { handler } = withoutStudio.find(({ path }) => path === '/join')!
  const response = await handler(new Request('https://galley.example/join'), {
    address: '',
    requestId: '',
    isSecure: true,
  })
  assert.equal(response.status, 404)
  assert.match(response.headers.get('content-type')!, /^text\/html/)
  const text = await response.text()
  assert.match(text, /GALLEY_STUDIO=1/)
  assert.match(text, /href="\/device"/)
})
