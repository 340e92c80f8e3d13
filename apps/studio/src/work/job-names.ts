import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'

type Name = keyof ReturnType<typeof messages>

const pipelines: Readonly<Record<string, Name>> = {
  generate_blog: 'pipelineGenerateBlog',
}
const steps: Readonly<Record<string, Name>> = {
  'transcript.fetch': 'stepTranscript',
  'outline.generate': 'stepOutline',
  'chapters.organize': 'stepChapters',
  'citations.check': 'stepCitations',
  'seo.generate': 'stepSeo',
  'blog.compose': 'stepCompose',
  'document.persist': 'stepPersist',
  'section.rewrite': 'stepRewrite',
  'images.generate': 'stepImages',
}

/** What a pipeline or a step is called; one that the studio does not know has its own name. */
export function useJobName(): (name: string) => string {
  const text = useMessages(messages)
  return (name) => {
    const bare = name.replace(/^(?:step|pipeline)[:/.]/, '').replace(/@\d+$/, '')
    const known = pipelines[bare] ?? steps[bare]
    return known ? (text[known] as string) : bare
  }
}

/** What one call of a step is about: the third section, the beginning and the end. */
export function useStepDetail(): (key: string) => string | null {
  const text = useMessages(messages)
  return (key) => {
    const [, part] = /\/([^/]+)$/.exec(key) ?? []
    if (part === undefined) return null
    if (part === 'overview') return text.overview
    return /^\d+$/.test(part) ? text.section(part) : part
  }
}
