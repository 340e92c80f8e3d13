import { z } from 'zod'
import { PromptContent } from './content.ts'

/** A good place to begin: copied, then changed. Not stored, and the same everywhere. */
export const PromptPreset = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    content: PromptContent,
  })
  .meta({ id: 'PromptPreset' })
export type PromptPreset = z.infer<typeof PromptPreset>

type Written = Omit<PromptPreset, 'content'> & { content: z.input<typeof PromptContent> }

const written: readonly Written[] = [
  {
    id: 'expert_article',
    name: 'Article by an expert',
    description: 'A talk or an interview becomes an article that shows what somebody knows.',
    content: {
      purpose: 'article',
      tone: 'confident, precise and calm',
      format: 'an article that argues one point from beginning to end',
      audience: '{{audience}}',
      length: 'medium',
      instruction: `Find the one thing that the speaker knows and most people do not, and open with it.
Give each section one step of the argument, with the example or the figure that carries it.
Keep the speaker's own terms. Explain a term in half a sentence where it first appears.
End with what a reader can do tomorrow. No summary of what was just said.
Leave out greetings, thanks, housekeeping and talk about the event itself.`,
      variables: [
        {
          name: 'audience',
          label: 'Who reads it',
          default: 'professionals in the field who have not seen the talk',
        },
      ],
    },
  },
  {
    id: 'how_to',
    name: 'How-to',
    description: 'Steps that somebody can follow, with what they need and what can go wrong.',
    content: {
      purpose: 'article',
      tone: 'friendly, direct and without jargon',
      format: 'a how-to: what it is good for, what is needed, numbered steps, common mistakes',
      audience: 'people who do this for the first time',
      length: 'medium',
      instruction: `Show how to {{task}}.
Begin with the result: what is there at the end, and how long it takes if the material says so.
One action for each step, as an order ("Fill the box with straw"). Put a warning before the step that it is about.
Name quantities, times and sizes exactly as the material does.
Close with the mistakes that the material mentions, each with its remedy.`,
      variables: [{ name: 'task', label: 'What is shown', default: 'do what the material shows' }],
    },
  },
  {
    id: 'case_study',
    name: 'Case study',
    description: 'What a customer wanted, what was done, and what came of it, with figures.',
    content: {
      purpose: 'article',
      tone: 'factual and warm, never boastful',
      format: 'a case study: starting point, goal, what was done, results, what others can learn',
      audience: 'decision makers who face the same question',
      length: 'medium',
      instruction: `The subject is {{customer}}.
Tell it from their side: their problem comes first, the product only where they speak of it.
Give every result as a figure with its unit and its period, and only figures of the material.
Use one or two quotes word for word, with the name and the role of who said them.
Say what did not work as well, if the material does.`,
      variables: [{ name: 'customer', label: 'Customer', default: '' }],
    },
  },
  {
    id: 'interview',
    name: 'Interview, edited',
    description: 'Questions and answers, tightened, in the words of the one who answers.',
    content: {
      purpose: 'article',
      tone: 'lively, close to how they speak',
      format: 'an interview: a short introduction, then questions as headings and answers below',
      audience: 'readers who like to hear it from the person themselves',
      length: 'long',
      instruction: `Introduce the person in three sentences: who they are, and why they are worth listening to.
Shorten questions to one line. Keep answers in the first person and in their own words.
Take out false starts, repetitions and filler; never change what is meant.
Put answers on one subject together, even if they were apart in the conversation.`,
    },
  },
  {
    id: 'news',
    name: 'News and announcement',
    description: 'What is new, for whom, and from when on: the most important first.',
    content: {
      purpose: 'article',
      tone: 'sober and clear',
      format:
        'a news item: who, what, when, where and why in the first paragraph, details after it',
      audience: '{{audience}}',
      length: 'short',
      instruction: `Each paragraph is less important than the one before, so that it can be cut from the end.
No superlatives and no promises. Dates and names in full.
Say what changes for readers, and what they have to do, if anything.`,
      variables: [{ name: 'audience', label: 'Who reads it', default: 'customers and the press' }],
    },
  },
  {
    id: 'explainer',
    name: 'Explainer for beginners',
    description: 'A difficult subject, from the ground up, with examples from everyday life.',
    content: {
      purpose: 'article',
      tone: 'patient, vivid and never condescending',
      format: 'an explainer: one question for each heading, answered in its first sentence',
      audience: 'curious people without any knowledge of the field',
      length: 'medium',
      instruction: `Begin with what readers know from everyday life, and go one step further at a time.
At most one new term for each paragraph, explained where it stands.
Take comparisons from the material; where there are none, do without.
Say clearly what is not known, or is in dispute.`,
    },
  },
  {
    id: 'plain_language',
    name: 'Section in plain language',
    description: 'The same section, so that everybody understands it at first reading.',
    content: {
      purpose: 'section',
      tone: 'plain and respectful',
      format: 'short paragraphs of two or three sentences',
      audience: 'people who read little, or in a language that is not their first',
      instruction: `Sentences of 15 words at most, one thought for each.
Common words instead of technical ones; where a technical one is needed, explain it.
Active voice, and who does what. Keep every figure and every name.`,
    },
  },
  {
    id: 'brand_voice',
    name: 'Section in our voice',
    description:
      'Brings a section in line with how your house writes: words to use, words to avoid.',
    content: {
      purpose: 'section',
      tone: '{{voice}}',
      instruction: `Say the same, in our voice.
Words that we use: {{preferred_words}}.
Words that we never use: {{avoided_words}}.
Address readers as "you". No exclamation marks, no rhetorical questions.
Change no fact, no figure, no name and no quote.`,
      variables: [
        { name: 'voice', label: 'Our voice', default: 'confident, warm and to the point' },
        { name: 'preferred_words', label: 'Words that we use', default: 'clear, everyday words' },
        {
          name: 'avoided_words',
          label: 'Words that we never use',
          default: 'leverage, seamless, cutting-edge, game-changing',
        },
      ],
    },
  },
]

export const promptPresets: readonly PromptPreset[] = written.map(({ content, ...preset }) => ({
  ...preset,
  content: PromptContent.parse(content),
}))
