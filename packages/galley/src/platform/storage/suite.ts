import { describe } from 'node:test'
import type { Storage } from './contract.ts'
import { bodyTests } from './suite/bodies.ts'
import { keyTests } from './suite/keys.ts'
import { listingTests } from './suite/listing.ts'
import { objectTests } from './suite/objects.ts'
import { rangeTests } from './suite/ranges.ts'
import { signedUploadTests } from './suite/signed-uploads.ts'
import { signedUrlTests } from './suite/signed-urls.ts'

/** What a driver may lack. The tests it exempts are reported as skipped, with its reason. */
export type StorageGap = 'sha256 of large streams'

export interface OpenedStorage {
  storage: Storage
  /** Removes the store and everything in it. */
  close(): Promise<void>
}

export interface StorageSuiteOptions {
  /** Opens an empty store whose signed URLs can be fetched. `now` is its clock for making them. */
  create(options: { now?: () => Date }): Promise<OpenedStorage>
  /** Each gap with the reason for it. */
  gaps?: Partial<Record<StorageGap, string>>
}

/**
 * The storage contract as tests. A driver is a driver when this passes.
 *
 * @example
 * storageSuite('memory', { create: async () => ({ storage: createMemoryStorage(), close }) })
 */
export function storageSuite(name: string, options: StorageSuiteOptions): void {
  describe(`storage: ${name}`, () => {
    describe('objects', () => objectTests(options))
    describe('bodies', () => bodyTests(options))
    describe('ranges', () => rangeTests(options))
    describe('listing', () => listingTests(options))
    describe('keys', () => keyTests(options))
    describe('signed URLs', () => signedUrlTests(options))
    describe('signed uploads', () => signedUploadTests(options))
  })
}
