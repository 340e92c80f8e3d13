import { defineMessages } from '../../messages/define-messages.ts'

export const messages = defineMessages({
  en: {
    prompt: 'Prompt',
    promptHint: 'Tone, format and instructions of your workspace; what you say here goes before.',
    noPrompt: 'None',
    promptUsed: (name: string, version: number) => `Prompt: ${name}, version ${version}`,
    promptGone: 'With a prompt that is not there any more',
  },
  de: {
    prompt: 'Prompt',
    promptHint: 'Ton, Format und Anweisungen Ihres Arbeitsbereichs; was Sie hier sagen, geht vor.',
    noPrompt: 'Keiner',
    promptUsed: (name, version) => `Prompt: ${name}, Version ${version}`,
    promptGone: 'Mit einem Prompt, den es nicht mehr gibt',
  },
})
