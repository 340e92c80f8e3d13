/** Structured logging. Never pass source text, secrets or personal data: ids, counts, codes. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  child(fields: object): Logger
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
}

/** One answered request: the route's pattern, never the path. */
export interface RequestMeasure {
  method: string
  route: string
  status: number
  milliseconds: number
}

/** A change of a job's status. */
export interface JobMeasure {
  name: string
  status: string
}

/** One call to a model provider, successful or not. A usage event has this shape. */
export interface ModelCallMeasure {
  provider: string
  model: string
  status: string
  inputTokens: number | null
  outputTokens: number | null
  costMicros: number | null
  latencyMs: number
}

/** Connections of one pool at this moment. */
export interface PoolMeasure {
  total: number
  idle: number
  waiting: number
}

/**
 * What operators watch. Each method is a small hook that whoever does the work calls; none throws.
 *
 * @example
 * createHttpApp({ …, observe: metrics.observeRequest })
 */
export interface Metrics {
  observeRequest(measure: RequestMeasure): void
  observeJob(measure: JobMeasure): void
  observeModelCall(measure: ModelCallMeasure): void
  /** Reads a pool whenever the metrics are read. */
  watchPool(name: string, read: () => PoolMeasure): void
  /** Everything, in the Prometheus text format. */
  render(): Promise<{ contentType: string; text: string }>
}

export const silentMetrics: Metrics = {
  observeRequest: () => undefined,
  observeJob: () => undefined,
  observeModelCall: () => undefined,
  watchPool: () => undefined,
  render: async () => ({ contentType: 'text/plain', text: '' }),
}

/** Spans around work. `trace` continues the trace that the headers name, if they name one. */
export interface Tracing {
  trace<T>(name: string, headers: Headers, work: () => Promise<T>): Promise<T>
  /** Sends what is left. */
  stop(): Promise<void>
}
