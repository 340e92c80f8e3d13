import { defineCodes } from '../error.ts'

/** Everything that can go wrong on the way to a model. `{model}` is `provider:model`. */
export const codes = defineCodes({
  MODEL_UNKNOWN:
    'There is no model provider "{provider}" for the model "{model}". Name one of: {providers}, as "provider:model".',
  MODEL_NOT_CONFIGURED:
    'The model {model} needs {settings} in the configuration, or a connection of this workspace to its provider. Set it up, or name another model.',
  MODEL_PRICES_INVALID:
    'GALLEY_MODEL_PRICES is not usable: {problem}. Write JSON such as {example}, in US dollars per million tokens.',
  MODEL_PRICE_UNKNOWN:
    'The price of {model} is not known, so it cannot be held against the budget that applies here. Set it in GALLEY_MODEL_PRICES, or lift the budget.',
  MODEL_INPUT_INVALID: 'The input does not fit the prompt {prompt}: {problems}.',
  PROMPT_NEEDS_LANGUAGE_MODEL:
    'The prompt {prompt} needs a language model, and {model} only extracts. Connect a provider in the settings of the workspace, configure one (for example OPENAI_API_KEY, ANTHROPIC_API_KEY or MODEL_BASE_URL with GALLEY_MODEL), or name a model.',
  EXTRACTION_FAILED: 'The extractive writer failed on {prompt}: {reason}. Check the input.',
  MODEL_RATE_LIMITED:
    '{model} limits its rate and asks to wait {retryAfterSeconds} s. Try again then, or name a fallback in GALLEY_MODEL_FALLBACKS.',
  MODEL_QUOTA_EXHAUSTED:
    'The account behind {model} has no quota left. Top it up at the provider, or name another model.',
  MODEL_OVERLOADED:
    '{model} answered {status}: the provider is failing or overloaded. Try again later.',
  MODEL_UNREACHABLE:
    '{model} cannot be reached: {reason}. Check the network and the base URL, then try again.',
  MODEL_ANSWER_BROKEN:
    '{model} broke off or garbled its answer: {reason}. Try again; if it persists, check the proxy in between.',
  MODEL_TIMEOUT:
    '{model} did not finish within {seconds} s. Try again, or raise GALLEY_MODEL_TIMEOUT_SECONDS.',
  MODEL_STALLED:
    '{model} fell silent for {seconds} s in the middle of its answer. Try again, or name another model.',
  MODEL_ABORTED: 'The call of {model} was cancelled by the caller.',
  MODEL_CREDENTIALS_REFUSED: '{model} refused the credentials ({status}). Check {settings}.',
  MODEL_NOT_FOUND: 'The provider does not know {model} (404). Check the name of the model.',
  MODEL_REQUEST_REFUSED: '{model} refused the request ({status}): {reason}.',
  MODEL_ANSWER_TOO_LARGE:
    '{model} answered with more than {limit} bytes, which was cut off and not used. Ask for less at once.',
  MODEL_ANSWER_EMPTY: '{model} gave an empty answer. Try again, or name another model.',
  MODEL_OUTPUT_TRUNCATED:
    '{model} stopped at its limit of {tokens} output tokens in the middle of the answer. Ask for less at once, or use a model with a higher limit.',
  MODEL_OUTPUT_INVALID:
    '{model} gave no usable answer for {prompt} in {attempts} tries: {problems}. Try another model.',
  MODEL_CIRCUIT_OPEN:
    '{model} failed several times in a row and rests for {retryAfterSeconds} s. Try again then, or name a fallback in GALLEY_MODEL_FALLBACKS.',
  CONTENT_STAYS_HERE:
    'This workspace lets no content go to model providers, and {model} is one. Name an embedded model, or ask an owner to allow it with PATCH /api/v1/privacy/settings.',
  MODELS_EXHAUSTED: 'No model could answer. {tried}',
})
