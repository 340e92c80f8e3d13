import type { GalleyEvent } from './event-stream.ts'
import { followEvents } from './follow.ts'
import { waitForJob } from './jobs.ts'
import type { StartedJob } from './jobs.ts'
import type { FollowOptions, RequestOptions, Settings } from './options.ts'
import { paginate } from './paginate.ts'
import type { Paginated } from './paginate.ts'
import { buildRequest } from './request.ts'
import type { Operation } from './request.ts'
import { transmit } from './transport.ts'

export type { FollowOptions }

/** The ways in which an operation is answered. */
export interface Send {
  json<T>(operation: Operation, parameters: object, options: RequestOptions): Promise<T>
  nothing(operation: Operation, parameters: object, options: RequestOptions): Promise<void>
  /** The answer itself: a file, to be read as text, bytes or stream. */
  file(operation: Operation, parameters: object, options: RequestOptions): Promise<Response>
  page<PageType, Item>(
    operation: Operation,
    parameters: object,
    options: RequestOptions,
  ): Paginated<PageType, Item>
  /** A step's output, however long the step takes. */
  step<T>(operation: Operation, parameters: object, options: RequestOptions): Promise<T>
  start<T>(
    operation: Operation,
    parameters: object,
    options: RequestOptions,
  ): Promise<StartedJob<T>>
  events(
    operation: Operation,
    parameters: object,
    options: FollowOptions,
  ): AsyncIterable<GalleyEvent>
}

/** Everything that the client sends goes through here. */
export function createSend(settings: Settings): Send {
  const request = (operation: Operation, parameters: object) =>
    buildRequest(settings, operation, parameters)
  const json = <T>(operation: Operation, parameters: object, options: RequestOptions) =>
    transmit<T>(settings, request(operation, parameters), options, (answer) => answer.json())

  const send: Send = {
    json,
    start: json,
    nothing: (operation, parameters, options) =>
      transmit(settings, request(operation, parameters), options, async () => undefined),
    file: (operation, parameters, options) =>
      transmit(settings, request(operation, parameters), options, async (answer) => answer),
    page: (operation, parameters, options) =>
      paginate((cursor) =>
        json(operation, cursor ? { ...parameters, cursor } : parameters, options),
      ),
    async step<T>(operation: Operation, parameters: object, options: RequestOptions): Promise<T> {
      const { status, body } = await transmit(
        settings,
        request(operation, parameters),
        options,
        async (answer) => ({ status: answer.status, body: (await answer.json()) as unknown }),
      )
      if (status !== 202) return body as T
      const { output } = await waitForJob(send, body as StartedJob<T>, options)
      return output
    },
    events: (operation, parameters, options) =>
      followEvents((last, signal) => {
        const built = request(operation, parameters)
        const headers = {
          ...options.headers,
          accept: 'text/event-stream',
          ...(last !== undefined && { 'last-event-id': last }),
        }
        // Attempts are counted where streams are followed, over all connections.
        const once = { ...options, signal, headers, maxRetries: 0 }
        return transmit(settings, built, once, async (answer) =>
          answer.status === 204 ? null : answer.body,
        )
      }, options),
  }
  return send
}
