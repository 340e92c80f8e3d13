/**
 * What Galley needs from a place that keeps files. Every driver in `drivers/` is one `Storage`;
 * `suite.ts` is the contract in executable form and decides what a driver may call itself.
 */

/** What `put` takes: all bytes at once, or a stream that is read once and never held whole. */
export type StorageBody = Uint8Array | ReadableStream<Uint8Array>

/** What a listing knows about one object. */
export interface ListedObject {
  key: string
  /** Bytes of the whole object, also when only a range of it was read. */
  size: number
  /** Changes when the content changes; opaque, without quotes. */
  etag: string
  modifiedAt: Date
}

/** One object as the store knows it. */
export interface StoredObject extends ListedObject {
  contentType: string
  /**
   * Lower-case hex. `null` when the store was never told: on S3 the hash travels in front of the
   * bytes, so a large stream put without `checksum` has none. Keep the one that `put` returned.
   */
  sha256: string | null
}

/** The object just put; its hash was computed from the bytes that went through. */
export interface PutObject extends StoredObject {
  sha256: string
}

export interface PutOptions {
  /** Media type; `application/octet-stream` when absent. */
  contentType?: string
  /** Bytes. A body of any other length is refused and nothing is stored. */
  contentLength?: number
  /** Expected sha256, lower-case hex. On a mismatch nothing is stored. */
  checksum?: string
  signal?: AbortSignal
}

/** Bytes `start` to `end`, both included, from 0, as in HTTP. Absent: from the first, to the last. */
export interface ByteRange {
  start?: number
  end?: number
}

export interface GetOptions {
  range?: ByteRange
  signal?: AbortSignal
}

export interface ObjectContent extends StoredObject {
  /** Errors, rather than ending early, when the store fails halfway. Read it or cancel it. */
  body: ReadableStream<Uint8Array>
  /** The bytes that `body` really carries; `null` when it carries the whole object. */
  range: { start: number; end: number } | null
}

export interface ListOptions {
  /** `cursor` of the page before. */
  cursor?: string
  /** Objects per page, 1 to 1000; 1000 when absent. */
  limit?: number
}

export interface ObjectPage {
  /** In byte order of their UTF-8 keys. */
  objects: ListedObject[]
  /** Hand it to the next `list`; `null` on the last page. */
  cursor: string | null
}

export interface SignedUrlOptions {
  method: 'GET' | 'PUT'
  /** 1 second to 7 days. */
  expiresInSeconds: number
  /** PUT: the upload must carry exactly this media type. */
  contentType?: string
  /** PUT: the upload must be exactly this many bytes. */
  contentLength?: number
  /** PUT: the upload must have this sha256 (lower-case hex). */
  sha256?: string
  /** GET: the browser saves the object under this file name. */
  downloadName?: string
}

export interface SignedUrl {
  url: string
  method: 'GET' | 'PUT'
  /** Headers that the request must carry as they are. */
  headers: Record<string, string>
  expiresAt: Date
}

/**
 * A place that keeps objects under keys like `workspace-id/area/name`.
 *
 * Promises every driver keeps: an object becomes visible whole or not at all, together with its
 * content type and hash; of puts that race on one key the last one stands, whole; a reader that has
 * started finishes what it started or gets an error, never a mixture.
 *
 * Every method throws `InvalidError` for a bad key and `UnavailableError` when the store fails.
 *
 * @example
 * const storage = scopedStorage(await createStorage(config.storage), workspace.id)
 * const { sha256 } = await storage.put('sources/talk.mp4', request.body, { contentType: 'video/mp4' })
 * const { body } = await storage.get('sources/talk.mp4', { range: { start: 0, end: 1023 } })
 */
export interface Storage {
  /** Stores or replaces an object. Throws `InvalidError` on a wrong length or checksum, `CancelledError` on abort. */
  put(key: string, body: StorageBody, options?: PutOptions): Promise<PutObject>
  /** Throws `NotFoundError`; `InvalidError` (`range_not_satisfiable`) when the range starts past the end. */
  get(key: string, options?: GetOptions): Promise<ObjectContent>
  head(key: string): Promise<StoredObject | null>
  /** Deletes one or many. What is already gone counts as deleted. */
  delete(keys: string | readonly string[]): Promise<void>
  /** Objects whose key starts with `prefix` (plain text, not a folder: `a` also finds `ab/c`). */
  list(prefix: string, options?: ListOptions): Promise<ObjectPage>
  /** A link that lets its holder do this one thing, without credentials, until it expires. */
  signedUrl(key: string, options: SignedUrlOptions): Promise<SignedUrl>
}
