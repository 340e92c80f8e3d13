import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics, PoolMeasure } from '../contract.ts'

/**
 * Metrics in Prometheus' format, in a registry of their own. Labels come from code and
 * configuration only (route patterns, job names, models), so their number stays small.
 *
 * @example
 * const metrics = createMetrics()
 * metrics.observeJob({ name: 'article', status: 'succeeded' })
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry }) // memory, CPU, event loop lag, garbage collection
  const registers = [registry]
  const requests = new Histogram({
    name: 'galley_http_request_seconds',
    help: 'Time to answer, by route pattern and status class.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers })
  const jobs = counter('galley_jobs_total', 'Jobs by what became of them.', ['name', 'status'])
  const model = ['provider', 'model']
  const calls = counter('galley_model_calls_total', 'Calls to models.', [...model, 'status'])
  const tokens = counter('galley_model_tokens_total', 'Tokens in and out.', [...model, 'direction'])
  const cost = counter('galley_model_cost_micros_total', 'Cost in micro-units.', model)
  const latency = new Histogram({
    name: 'galley_model_call_seconds',
    help: 'Time that models take.',
    labelNames: model,
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers,
  })
  const watchPool = watchPools(registry)

  return {
    observeRequest({ method, route, status, milliseconds }) {
      const statusClass = `${Math.floor(status / 100)}xx`
      requests.observe(
        { method: knownMethod(method), route, status: statusClass },
        milliseconds / 1000,
      )
    },
    observeJob: ({ name, status }) => jobs.inc({ name, status }),
    observeModelCall(call) {
      const labels = { provider: call.provider, model: call.model }
      calls.inc({ ...labels, status: call.status })
      latency.observe(labels, call.latencyMs / 1000)
      if (call.inputTokens !== null) tokens.inc({ ...labels, direction: 'input' }, call.inputTokens)
      if (call.outputTokens !== null)
        tokens.inc({ ...labels, direction: 'output' }, call.outputTokens)
      if (call.costMicros !== null) cost.inc(labels, call.costMicros)
    },
    watchPool,
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}

/** One gauge over all pools, read when Prometheus asks. */
function watchPools(registry: Registry): Metrics['watchPool'] {
  const pools = new Map<string, () => PoolMeasure>()
  const connections = new Gauge({
    name: 'galley_database_connections',
    help: 'Connections and those who wait for one, by pool.',
    labelNames: ['pool', 'state'],
    registers: [],
    collect() {
      for (const [pool, read] of pools) {
        for (const [state, value] of Object.entries(read())) this.set({ pool, state }, value)
      }
    },
  })
  registry.registerMetric(connections)
  return (name, read) => void pools.set(name, read)
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Anybody may send any word as a method; it must not become a label of its own. */
const knownMethod = (method: string) => (METHODS.has(method) ? method : 'other')
