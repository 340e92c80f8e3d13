import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseErrorCode } from './error-code.ts'
import { parseListing, parseUploadId } from './xml.ts'

it('reads a full page of awkward entries', () => {
  const entry = (index: number) =>
    `<Contents><Key>ws/007 &amp;lt;&#x1F600;&#39;${index}</Key><Size>010</Size>` +
    `<ETag>&quot;abc&#34;</ETag><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>`
  const entries = Array.from({ length: 1000 }, (_, index) => entry(index)).join('\n')
  const page = parseListing(
    `<?xml version="1.0"?>\n<ListBucketResult xmlns="x">${entries}<IsTruncated>true</IsTruncated>` +
      `<NextContinuationToken>a&amp;b==</NextContinuationToken></ListBucketResult>`,
  )
  assert.equal(page.objects.length, 1000)
  const modifiedAt = new Date('2026-01-02T03:04:05Z')
  assert.deepEqual(page.objects[1], { key: "ws/007 &lt;😀'1", size: 10, etag: 'abc', modifiedAt })
  assert.equal(page.cursor, 'a&b==')
})

it('reads an empty page and refuses what is no answer', () => {
  const empty = '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'
  assert.deepEqual(parseListing(empty), { objects: [], cursor: null })
  assert.throws(() => parseUploadId('<html><body>Welcome</body></html>'), /InitiateMultipartUpload/)
})

it('finds the error code, also under a 200, also without a body', () => {
  const error = '<?xml version="1.0"?>\n<Error><Code>SlowDown</Code><Message/></Error>'
  assert.equal(parseErrorCode(503, error), 'SlowDown')
  assert.equal(parseErrorCode(200, error), 'SlowDown')
  assert.equal(parseErrorCode(200, ''), null)
  assert.equal(parseErrorCode(404, ''), 'NoSuchKey')
  assert.equal(parseErrorCode(502, '<html><Error>'), 'HTTP 502')
})
