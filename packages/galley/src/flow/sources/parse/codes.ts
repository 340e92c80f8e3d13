import { defineCodes } from '../../../platform/error.ts'

/** Why a file could not become a source. `{file}` is its name, or "The file". */
export const codes = defineCodes({
  SOURCE_EMPTY: '{file} is empty. Upload a file with content.',
  SOURCE_NO_TEXT:
    '{file} has no text that could be read ({kind}). Upload a version with text in it.',
  SOURCE_NO_TEXT_LAYER:
    '{file} has {pages} page(s) but no text layer was found: it looks like a scan. Run text recognition (OCR) on it and upload the result.',
  SOURCE_TOO_LARGE:
    '{file} is {bytes} bytes; the limit is {maxBytes}. Split it, or upload the text alone.',
  SOURCE_TEXT_TOO_LONG:
    '{file} holds more than {maxCharacters} characters of text. Split it into several sources.',
  SOURCE_ENCRYPTED: '{file} is protected by a password. Upload an unprotected copy.',
  SOURCE_CORRUPT: '{file} could not be read as {kind}: {reason}. Export it again and retry.',
  SOURCE_UNSAFE_ARCHIVE: '{file} was refused before unpacking: {reason}. Save it again and retry.',
  SOURCE_UNSUPPORTED:
    '{file} looks like {found}. This kind is not read yet; these are: {supported}.',
  SOURCE_BINARY:
    '{file} holds binary data, not {expected}. These kinds are read: {supported}. Check that it is the right file.',
  SOURCE_TIMED_OUT: '{file} took longer than {timeoutMs} ms to read and was stopped. Split it.',
  SOURCE_OUT_OF_MEMORY:
    '{file} needed more than {memoryMb} MB of memory to read and was stopped. Split it.',
  SOURCE_READER_CRASHED: '{file} crashed its reader. Export it again, or as another kind.',
  SOURCE_CANCELLED: 'Reading {file} was cancelled.',
})
