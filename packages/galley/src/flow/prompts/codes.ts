import { defineCodes } from '../../platform/error.ts'

export const promptCodes = defineCodes({
  PROMPT_TEMPLATE_NOT_FOUND:
    'There is no prompt {templateId} in this workspace; it may have been deleted. GET /api/v1/prompt-templates lists those there are.',
  PROMPT_VERSION_NOT_FOUND:
    'Prompt {templateId} has no version {version}; its versions go from 1 to {currentVersion}.',
  PROMPT_VERSION_CONFLICT:
    'Prompt {templateId} is at version {currentVersion}; this change was made against version {baseVersion}. Look at both sides in this answer, then save again against the current version.',
  PROMPT_UNCHANGED: 'The prompt says that already. Send something that differs from it.',
  PROMPT_MISSING: 'Say what to try: "template_id", or "draft" for one that is not saved.',
  PROMPT_PURPOSE_WRONG:
    'The prompt "{name}" is for {purpose}, and {wanted} is to be written. Choose another one, or change what it is for.',
  PROMPT_VARIABLE_UNKNOWN:
    'The prompt names {{{variable}}}, but has no such variable. Add it to "variables", or take it out of the text.',
  PROMPT_VARIABLE_EMPTY:
    'The prompt needs a value for "{variable}". Give one in the values, or give the variable a default.',
  PROMPT_VALUE_UNKNOWN: 'The prompt has no variable "{variable}". It has: {known}.',
  PROMPT_MODEL_REQUIRED:
    'Prompts are for language models; the embedded writer cannot read them. Connect a model, and name it or make it the standard.',
  PROMPT_TEMPLATE_MISSING:
    'A version or values of a prompt were given, but no prompt: name it as "prompt_template_id".',
  PROMPT_RUN_NOT_FOUND:
    'There is no try {runId} in this workspace. GET /api/v1/prompt-runs lists those there are.',
})
