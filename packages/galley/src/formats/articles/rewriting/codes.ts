import { defineCodes } from '../../../platform/error.ts'

export const rewriteCodes = defineCodes({
  SECTION_MISSING:
    'The article has no section {sectionId} any more. Read it again for the ids of its parts.',
  SECTION_CHANGED:
    'The section was changed since it was read. Read the article again, and ask for what is there now.',
  SECTION_PROTECTED:
    'Somebody edited this section by hand. Say "include_edited": true to have it reworked all the same.',
  SECTION_EMPTY:
    'This section says nothing yet and cites no source, and so there is nothing to work with. Write a few words first.',
  SECTION_WITHOUT_SOURCES:
    'This section cites no source that is still there, and so there is nothing to write it anew from. Rewriting it in other words needs a connected model.',
  MODEL_REQUIRED:
    'The embedded writer can regenerate, shorten and lengthen; "{action}" needs a model. Connect one, and name it or make it the standard.',
  COMPLETIONS_LIMITED:
    'Nobody is suggested words more than {perMinute} times a minute. Ask again in {retryAfterSeconds} s.',
  INSTRUCTION_MISSING: 'Say what to do: "{field}" is needed for "{action}".',
})
