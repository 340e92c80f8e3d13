import type { z } from 'zod'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { ForbiddenError, InvalidError } from '../error.ts'
import { asFetch } from '../http/as-fetch.ts'
import type { SafeFetch } from '../http/safe-fetch.ts'
import type { Isolation } from '../isolation/contract.ts'
import type { Logger } from '../telemetry/contract.ts'
import { nameOf } from './attempt.ts'
import type { Workshop } from './attempt.ts'
import { resolveChain, resolveModel } from './chain.ts'
import type { Offer, Target } from './chain.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { codes } from './codes.ts'
import type {
  Meter,
  ModelDescription,
  ModelRequest,
  ModelResult,
  Models,
  OwnProvider,
  Prompt,
  StreamRequest,
} from './contract.ts'
import { STREAM_LIMIT_BYTES } from './exchange.ts'
import { toError } from './exhausted.ts'
import type { Refusal } from './exhausted.ts'
import { createModelStock } from './model-stock.ts'
import { RatePauses } from './pause.ts'
import { createPriceList, highestCost } from './prices.ts'
import { modelDrivers } from './providers.ts'
import { askQuestion, DEFAULT_OUTPUT_TOKENS, estimateInput } from './question.ts'
import { standardSettings } from './settings.ts'
import type { GatewaySettings } from './settings.ts'
import { tryModel } from './try-model.ts'
import type { Gateway, OwnNews } from './try-model.ts'
import { noUsage } from './usage.ts'

export interface ModelsOptions {
  config: Config
  meter: Meter
  isolation: Isolation
  logger: Logger
  /** The way out to providers that the configuration names. */
  fetch?: typeof globalThis.fetch
  /** The way out to addresses that a workspace names: it reaches no private network. */
  safeFetch?: SafeFetch
  /** The providers that the caller's workspace connected itself. Absent: none. */
  ownProviders?: (ctx: Context) => Promise<readonly OwnProvider[]>
  /** A connection fails for a reason that somebody has to mend, or (null) works again. */
  onOwnNews?: OwnNews
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
  const { config, ownProviders } = options
  const configured: Offer = { config, prices: createPriceList(config.GALLEY_MODEL_PRICES), own: [] }
  const [standard] = resolveChain(undefined, configured)
  warnOfUnnamed(options, standard!)
  const gateway = createGateway(options)
  const offerOf = async (ctx: Context): Promise<Offer> =>
    ownProviders ? { ...configured, own: await ownProviders(ctx) } : configured

  async function ask<Input, Output>(
    ctx: Context,
    request: ModelRequest<Input, Output> | StreamRequest<Input, Output>,
  ): Promise<ModelResult<Output>> {
    const chain = resolveChain(request.model, await offerOf(ctx))
    const wanted = request.isAlone ? chain.slice(0, 1) : chain
    return generate(gateway, ctx, request, await chainWithin(options, ctx, wanted))
  }
  return {
    generate: ask,
    stream: ask,
    async estimate(ctx, request) {
      const [target] = resolveChain(request.model, await offerOf(ctx))
      return { model: target!.id, costMicros: estimate(request, target!) }
    },
    async supports(ctx, prompt, model) {
      const [target] = resolveChain(model, await offerOf(ctx))
      return prompt.extract !== undefined || !target!.driver.isExtractive
    },
    list: async (ctx) => describeModels(await offerOf(ctx)),
  }
}

function warnOfUnnamed({ config, logger }: ModelsOptions, standard: Target): void {
  const unnamed = modelDrivers.find(
    (driver) => driver.configured(config) !== undefined && driver.defaultModel === undefined,
  )
  if (!unnamed || !standard.driver.isExtractive || config.GALLEY_MODEL) return
  const provider = unnamed.id
  logger.warn({ provider }, 'a provider is configured, but GALLEY_MODEL names no model of it')
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

function createGateway(options: ModelsOptions): Gateway {
  const { config, safeFetch } = options
  const settings = { ...standardSettings, ...options.settings }
  const totalMs = config.GALLEY_MODEL_TIMEOUT_SECONDS * 1000
  const limits = { maximumBytes: STREAM_LIMIT_BYTES, totalMs, idleMs: totalMs }
  const fetch = options.fetch ?? globalThis.fetch
  const shop: Workshop = {
    config,
    meter: options.meter,
    isolation: options.isolation,
    fetch,
    guardedFetch: safeFetch ? asFetch(safeFetch, limits) : fetch,
    stallMs: settings.stallMs,
    stock: createModelStock(({ driver, settings: access }) => driver.create(access)),
  }
  return {
    shop,
    settings,
    logger: options.logger,
    breaker: new CircuitBreaker(settings.breaker),
    pauses: new RatePauses(),
    schemaRefusers: new Set(),
    onOwnNews: options.onOwnNews ?? (async () => undefined),
  }
}

/** What does not pass by itself. */
const needsMending: ReadonlySet<string> = new Set(
  [codes.MODEL_CREDENTIALS_REFUSED, codes.MODEL_QUOTA_EXHAUSTED, codes.MODEL_NOT_FOUND].map(
    ({ code }) => code,
  ),
)

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
      if (target.own?.isFailing) await gateway.onOwnNews(ctx, target.own, null)
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
    if (target.own && needsMending.has(result.refusal.code.code)) {
      await gateway.onOwnNews(ctx, target.own, toError([result.refusal]))
    }
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
  { prompt, input }: ModelRequest<Input, Output>,
  { price, driver }: Target,
): number | null {
  if (!price) return null
  if (driver.isExtractive) return 0
  const maxOutputTokens = prompt.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS
  const question = askQuestion(prompt, parseInput(prompt, input), {
    maxOutputTokens,
    hasSchema: true,
  })
  return highestCost(price, { input: estimateInput(question), output: maxOutputTokens })
}

/** Every model that a request may name and that has a price, with those that are named already. */
function describeModels(offer: Offer): ModelDescription[] {
  const named = resolveChain(undefined, offer)
  const own = offer.own.flatMap(({ provider, model, prices }) =>
    [...(model ? [model] : []), ...Object.keys(prices)].map((name) => `${provider}:${name}`),
  )
  const ids = new Set([...named.map(({ id }) => id), ...own, ...offer.prices.models()])
  return [...ids].flatMap((id) => {
    const target = tryResolve(id, offer)
    if (!target) return []
    const { price, driver } = target
    return {
      id,
      provider: driver.id,
      isDefault: id === named[0]!.id,
      isOwn: target.own !== null,
      inputPriceMicros: price?.input ?? null,
      outputPriceMicros: price?.output ?? null,
      priceSource: price?.source ?? null,
      priceDate: price?.date ?? null,
    }
  })
}

/** Null for models of providers that cannot be reached. */
function tryResolve(id: string, offer: Offer): Target | null {
  try {
    return resolveModel(id, offer)
  } catch {
    return null
  }
}
