import { defineMessages } from '../../messages/define-messages.ts'

export const messages = defineMessages({
  en: {
    prompt: 'Prompt',
    promptHint: 'Tone, format and instructions of your workspace; what you say here goes before.',
    noPrompt: 'None',
  },
  de: {
    prompt: 'Prompt',
    promptHint: 'Ton, Format und Anweisungen Ihres Arbeitsbereichs; was Sie hier sagen, geht vor.',
    noPrompt: 'Keiner',
  },
})
