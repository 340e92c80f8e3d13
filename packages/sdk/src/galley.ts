import type { GalleyEvent } from './event-stream.ts'
import { GalleyOperations } from './generated/operations.ts'
import type { Source } from './generated/types.ts'
import { followJob, waitForJob } from './jobs.ts'
import type { FinishedJob, StartedJob } from './jobs.ts'
import type { FollowOptions, GalleyOptions, RequestOptions } from './options.ts'
import { readOptions } from './options.ts'
import { createSend } from './send.ts'
import { uploadSource } from './upload.ts'
import type { UploadParameters } from './upload.ts'

/** What jobs can do beyond their single requests. */
export interface JobMethods {
  /** The job's events, from the first to the last, over broken connections. */
  follow(job: string | StartedJob, options?: FollowOptions): AsyncIterable<GalleyEvent>
  /** Waits for the job's output; throws JobFailedError when there will be none. */
  wait<Output>(
    job: string | StartedJob<Output>,
    options?: FollowOptions,
  ): Promise<FinishedJob<Output>>
}

export interface SourceMethods {
  /** Brings a file in by way of the storage, checked by its SHA-256. */
  upload(file: Blob, parameters?: UploadParameters, options?: RequestOptions): Promise<Source>
}

/**
 * Galley's API. Every operation is a method below its tag and takes one object, with the names that
 * the API itself uses.
 *
 * @example
 * const galley = new Galley({ apiKey: process.env.GALLEY_API_KEY! })
 * const source = await galley.sources.create({ text: talk })
 * const job = await galley.pipelines.generateBlog({ source_ids: [source.id] })
 * const { output } = await galley.jobs.wait(job)
 */
export class Galley extends GalleyOperations {
  declare readonly jobs: GalleyOperations['jobs'] & JobMethods
  declare readonly sources: GalleyOperations['sources'] & SourceMethods

  constructor(options: GalleyOptions) {
    const settings = readOptions(options)
    const send = createSend(settings)
    super(send)
    this.jobs = Object.assign(this.jobs, {
      follow: (job: string | StartedJob, following?: FollowOptions) =>
        followJob(send, job, following),
      wait: <Output>(job: string | StartedJob<Output>, following?: FollowOptions) =>
        waitForJob(send, job, following),
    })
    this.sources = Object.assign(this.sources, {
      upload: (file: Blob, parameters?: UploadParameters, requesting?: RequestOptions) =>
        uploadSource(settings, send, file, parameters, requesting),
    })
  }
}
