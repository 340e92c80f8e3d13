import { z } from 'zod'
import { Segment } from '../../../flow/sources/index.ts'
import { createSource, getSource } from '../../../flow/sources/index.ts'
import { defineCodes, InvalidError } from '../../../platform/error.ts'
import { defineStep } from '../../../platform/step.ts'

const codes = defineCodes({
  TRANSCRIPT_INPUT_MISSING:
    'Give the captions as text (WebVTT or SubRip), or the source_id of a caption file.',
})

/** A transcript with times, from a caption file. */
export const fetchTranscript = defineStep({
  id: 'transcript.fetch',
  version: 1,
  summary: 'Reads a transcript with times from captions.',
  permission: 'sources.write',
  isReadOnly: false,
  input: z.object({
    text: z.string().optional().describe('A WebVTT or SubRip file.'),
    kind: z.enum(['vtt', 'srt']).optional().describe('Told from the content when absent.'),
    sourceId: z.string().optional(),
  }),
  output: z.object({
    sourceId: z.string(),
    text: z.string(),
    language: z.string(),
    durationMs: z.int().nullable(),
    source: z.enum(['captions', 'text']).describe('Where the words come from.'),
    segments: z.array(Segment),
  }),

  async run({ ctx, input }) {
    const { kind, sourceId } = input
    if (!input.text && !sourceId) throw new InvalidError(codes.TRANSCRIPT_INPUT_MISSING)
    const source = input.text
      ? await createSource({ ctx, input: { text: input.text, kind } })
      : await getSource({ ctx, input: { sourceId: sourceId! } })
    const { id, text, language, durationMs, segments } = source
    const origin = source.durationMs === null ? 'text' : 'captions'
    return { sourceId: id, text, language, durationMs, source: origin, segments }
  },
})
