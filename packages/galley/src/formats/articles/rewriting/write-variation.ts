import type { Context } from '../../../platform/context.ts'
import type { CitedSentence, CitedText } from '../article.ts'
import { citeBlocks } from '../draft.ts'
import type { NewProposal } from '../proposals/store-proposals.ts'
import { sectionSegments } from '../prompts/chapter.ts'
import { rewritePrompt, wordedRewritePrompt } from '../prompts/rewrite.ts'
import { judgeByWords } from '../support.ts'
import { putBackKept } from './kept-blocks.ts'
import type { RewriteTask } from './prepare-rewrite.ts'

/** The question that a variation is the answer to. */
export function variationRequest(task: RewriteTask, variation: number, model: string | undefined) {
  return {
    prompt: task.needsModel ? wordedRewritePrompt : rewritePrompt,
    input: { ...task.request, variation: { number: variation + 1, of: task.count } },
    model,
    documentId: task.document.id,
  }
}

/** Writes one variation, shows it while it is written, and finds what its sentences rest on. */
export async function writeVariation(
  ctx: Context,
  task: RewriteTask,
  variation: number,
  model: string | undefined,
): Promise<NewProposal> {
  const result = await ctx.models.stream(ctx, {
    ...variationRequest(task, variation, model),
    onDelta: (text) => ctx.show?.({ text, index: variation }),
  })
  const { sources } = task.request
  const { entries } = sectionSegments(task.request)
  const judge = judgeByWords(sources, task.language)
  const blocks = citeBlocks(result.output.blocks, entries, result).map((block) => ({
    ...block,
    sentences: block.sentences.map((sentence) => ({
      ...sentence,
      // Where the section rests on nothing, there is nothing to check it against.
      support: sources.length === 0 ? ('unchecked' as const) : judge(sentence).support,
    })),
  }))
  const { markdown, sentences } = keepCitations(putBackKept(blocks, task.kept), task.section)
  const { model: writer, prompt, isExtractive, usage } = result
  return {
    variation,
    markdown,
    sentences,
    model: writer,
    prompt,
    isExtractive,
    costMicros: usage.costMicros,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
  }
}

/** A sentence that was left as it was still rests on what it rested on. */
function keepCitations(made: CitedText, before: CitedText): CitedText {
  const textOf = ({ markdown }: CitedText, { start, end }: CitedSentence) =>
    markdown.slice(start, end)
  const known = new Map(before.sentences.map((sentence) => [textOf(before, sentence), sentence]))
  return {
    ...made,
    sentences: made.sentences.map((sentence) => {
      const same = sentence.citations.length === 0 && known.get(textOf(made, sentence))
      return same ? { ...sentence, citations: same.citations, support: same.support } : sentence
    }),
  }
}
