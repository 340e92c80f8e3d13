import { startFakeS3 } from '../../../../fakes/s3/index.ts'
import { storageSuite } from '../suite.ts'
import { createS3Storage } from './s3.ts'

storageSuite('s3', {
  gaps: { 'sha256 of large streams': 'S3 takes metadata only in front of the bytes' },
  async create({ now }) {
    const s3 = await startFakeS3()
    // The clock goes to links only: requests signed in the past would be refused.
    const past = createS3Storage({ kind: 's3', ...s3.settings }, { now })
    const storage = createS3Storage({ kind: 's3', ...s3.settings })
    return { storage: { ...storage, signedUrl: past.signedUrl }, close: s3.close }
  },
})
