import type { z } from 'zod'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { ForbiddenError, InvalidError } from '../error.ts'
import type { Isolation } from '../isolation/contract.ts'
import type { Logger } from '../telemetry/contract.ts'
import { nameOf } from './attempt.ts'
import type { Workshop } from './attempt.ts'
import { resolveChain, resolveDefault, resolveModel } from './chain.ts'
import type { Target } from './chain.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { codes } from './codes.ts'
import type {
  Meter,
  ModelDescription,
  ModelRequest,
  ModelResult,
  Models,
  Prompt,
  StreamRequest,
} from './contract.ts'
import { toError } from './exhausted.ts'
import type { Refusal } from './exhausted.ts'
import { createModelStock } from './model-stock.ts'
import { RatePauses } from './pause.ts'
import { createPriceList, highestCost } from './prices.ts'
import type { PriceList } from './prices.ts'
import { modelDrivers } from './providers.ts'
import { askQuestion, DEFAULT_OUTPUT_TOKENS, estimateInput } from './question.ts'
import { standardSettings } from './settings.ts'
import type { GatewaySettings } from './settings.ts'
import { tryModel } from './try-model.ts'
import type { Gateway } from './try-model.ts'
import { noUsage } from './usage.ts'

export interface ModelsOptions {
  config: Config
  meter: Meter
  isolation: Isolation
  logger: Logger
  /** The way out to providers; the guard against private addresses stands in front of it. */
  fetch?: typeof globalThis.fetch
  /** Whether the caller's content may go to models that run elsewhere. Absent: it may. */
  mayLeave?: (ctx: Context) => Promise<boolean>
  settings?: Partial<GatewaySettings>
}

/**
 * Opens the one way to a model. Every call is reserved, metered, timed, retried, repaired and, when
 * a model gives nothing, handed to the next one.
 *
 * @throws InvalidError when the configured model, a fallback or the prices are not usable.
 * @example
 * const models = createModels({ config, meter: createMeter(db), isolation, logger })
 * const { output, model, usage } = await models.generate(ctx, { prompt: outlinePrompt, input })
 */
export function createModels(options: ModelsOptions): Models {
  const { config } = options
  const prices = createPriceList(config.GALLEY_MODEL_PRICES)
  const standard = resolveDefault(config)
  const fallbacks = config.GALLEY_MODEL_FALLBACKS.map((id) => resolveModel(id, config))
  const gateway = createGateway(options, prices)
  const unnamed = modelDrivers.find(
    (driver) => driver.isConfigured(config) && driver.defaultModel === undefined,
  )
  if (unnamed && standard.driver.isExtractive && !config.GALLEY_MODEL) {
    const provider = unnamed.id
    options.logger.warn(
      { provider },
      'a provider is configured, but GALLEY_MODEL names no model of it',
    )
  }
  async function ask<Input, Output>(
    ctx: Context,
    request: ModelRequest<Input, Output> | StreamRequest<Input, Output>,
  ): Promise<ModelResult<Output>> {
    const chain = resolveChain(request.model, config, standard, fallbacks)
    return generate(gateway, ctx, request, await chainWithin(options, ctx, chain))
  }
  return {
    defaultModel: standard.id,
    generate: ask,
    stream: ask,
    estimate: (request) =>
      estimate(prices, request, resolveChain(request.model, config, standard, [])[0]!),
    supports(prompt, model) {
      const { driver } = resolveChain(model, config, standard, [])[0]!
      return prompt.extract !== undefined || !driver.isExtractive
    },
    list: () => describeModels(config, prices, [standard, ...fallbacks]),
  }
}

/**
 * The models that the content may go to.
 *
 * @throws ForbiddenError when the first of them is none: nobody gets another than the one they chose.
 */
async function chainWithin(
  { mayLeave }: Pick<ModelsOptions, 'mayLeave'>,
  ctx: Context,
  chain: readonly Target[],
): Promise<readonly Target[]> {
  const staying = chain.filter(({ driver }) => driver.isExtractive)
  if (!mayLeave || staying.length === chain.length || (await mayLeave(ctx))) return chain
  const [first] = chain
  if (first === staying[0]) return staying
  throw new ForbiddenError(codes.CONTENT_STAYS_HERE, { model: first!.id })
}

function createGateway(options: ModelsOptions, prices: PriceList): Gateway {
  const settings = { ...standardSettings, ...options.settings }
  const shop: Workshop = {
    config: options.config,
    meter: options.meter,
    isolation: options.isolation,
    prices,
    fetch: options.fetch ?? globalThis.fetch,
    stallMs: settings.stallMs,
    stock: createModelStock(({ driver }) => driver.create(options.config)),
  }
  return {
    shop,
    settings,
    logger: options.logger,
    breaker: new CircuitBreaker(settings.breaker),
    pauses: new RatePauses(),
    schemaRefusers: new Set(),
  }
}

async function generate<Input, Output>(
  gateway: Gateway,
  ctx: Context,
  request: ModelRequest<Input, Output> | StreamRequest<Input, Output>,
  chain: readonly Target[],
): Promise<ModelResult<Output>> {
  const { prompt, documentId = null } = request
  const input = parseInput(prompt, request.input)
  const onDelta = 'onDelta' in request ? request.onDelta : undefined
  const about = { ctx, prompt, input, documentId, onDelta }
  const run = { ...about, isShown: false, calls: 0, usage: noUsage }
  const refusals: Refusal[] = []
  for (const target of chain) {
    const result = await tryModel(gateway, run, target)
    if (result.isDone) {
      return {
        output: result.output,
        model: target.id,
        isExtractive: target.driver.isExtractive ?? false,
        prompt: nameOf(prompt),
        usage: run.usage,
      }
    }
    gateway.logger.warn(
      {
        model: target.id,
        prompt: nameOf(prompt),
        code: result.refusal.code.code,
        calls: run.calls,
      },
      'a model gave nothing',
    )
    refusals.push(result.refusal)
    if (result.refusal.isMidway) break
  }
  throw toError(refusals)
}

function parseInput<Input, Output>(prompt: Prompt<Input, Output>, value: unknown): Input {
  const parsed = prompt.input.safeParse(value)
  if (parsed.success) return parsed.data
  const describe = (issue: z.core.$ZodIssue) => `/${issue.path.join('/')}: ${issue.message}`
  const problems = parsed.error.issues.slice(0, 10).map(describe).join('; ')
  throw new InvalidError(codes.MODEL_INPUT_INVALID, { prompt: nameOf(prompt), problems })
}

function estimate<Input, Output>(
  prices: PriceList,
  { prompt, input }: ModelRequest<Input, Output>,
  target: Target,
): number | null {
  const price = prices.find(target.id)
  if (!price) return null
  if (target.driver.isExtractive) return 0
  const maxOutputTokens = prompt.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS
  const question = askQuestion(prompt, parseInput(prompt, input), {
    maxOutputTokens,
    hasSchema: true,
  })
  return highestCost(price, { input: estimateInput(question), output: maxOutputTokens })
}

/** Every model that a request may name and that has a price, with those the configuration names. */
function describeModels(
  config: Config,
  prices: PriceList,
  named: readonly Target[],
): ModelDescription[] {
  const ids = new Set([...named.map((target) => target.id), ...prices.models()])
  return [...ids].flatMap((id) => {
    const provider = id.slice(0, id.indexOf(':'))
    const driver = modelDrivers.find((candidate) => candidate.id === provider)
    if (!driver?.isConfigured(config)) return []
    const price = prices.find(id)
    return {
      id,
      provider,
      isDefault: id === named[0]!.id,
      inputPriceMicros: price?.input ?? null,
      outputPriceMicros: price?.output ?? null,
      priceSource: price?.source ?? null,
      priceDate: price?.date ?? null,
    }
  })
}
