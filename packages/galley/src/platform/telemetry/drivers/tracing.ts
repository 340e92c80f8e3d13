import type * as OpenTelemetry from '@opentelemetry/api'
import type { Config } from '../../config.ts'
import { defineCodes, UnavailableError } from '../../error.ts'
import type { Tracing } from '../contract.ts'

export const tracingCodes = defineCodes({
  TRACING_PACKAGE_MISSING:
    'OTEL_EXPORTER_OTLP_ENDPOINT is set, but {package} is not installed. Run "npm ci", or unset it.',
})

/** What we use of two packages whose own types take long to check. */
interface NodeSdkModule {
  NodeSDK: new (options: object) => { start(): void; shutdown(): Promise<void> }
}
interface ExporterModule {
  OTLPTraceExporter: new (options: { url: string }) => object
}

/**
 * OpenTelemetry, loaded only when it is configured: it costs a second and 45 MB at start. Null when
 * `OTEL_EXPORTER_OTLP_ENDPOINT` is not set.
 *
 * @throws UnavailableError when it is configured and its packages are missing.
 * @example
 * const tracing = await startTracing(config)
 * createHttpApp({ …, ...(tracing && { trace: tracing.trace }) })
 */
export async function startTracing(
  config: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT'>,
): Promise<Tracing | null> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint) return null
  const api = await load<typeof OpenTelemetry>('@opentelemetry/api')
  const { NodeSDK } = await load<NodeSdkModule>('@opentelemetry/sdk-node')
  const { OTLPTraceExporter } = await load<ExporterModule>(
    '@opentelemetry/exporter-trace-otlp-http',
  )
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  const sdk = new NodeSDK({
    serviceName: 'galley',
    traceExporter: new OTLPTraceExporter({ url }),
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  const tracer = api.trace.getTracer('galley')
  const getter = {
    get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
    keys: (headers: Headers) => [...headers.keys()],
  }

  return {
    trace(name, headers, work) {
      const parent = api.propagation.extract(api.context.active(), headers, getter)
      return tracer.startActiveSpan(name, { kind: api.SpanKind.SERVER }, parent, async (span) => {
        try {
          return await work()
        } catch (error) {
          span.setStatus({ code: api.SpanStatusCode.ERROR })
          throw error
        } finally {
          span.end()
        }
      })
    },
    stop: () => sdk.shutdown(),
  }
}

async function load<Loaded>(name: string): Promise<Loaded> {
  try {
    return (await import(name)) as Loaded
  } catch (cause) {
    throw new UnavailableError(tracingCodes.TRACING_PACKAGE_MISSING, { package: name }, { cause })
  }
}
