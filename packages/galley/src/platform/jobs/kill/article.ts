import type { JobDefinition, StepRun } from '../contract.ts'

type Call = (key: string, signal: AbortSignal) => Promise<string>

/** Ten paid calls: outline, six chapters side by side, seo, two images; and two free steps. */
export function articleJob(paidCalls: string): JobDefinition {
  return {
    name: 'article',
    version: 1,
    async run(run) {
      const call: Call = async (key, signal) => {
        const query = new URLSearchParams({ job: run.job.id, key, pid: String(process.pid) })
        const response = await fetch(`${paidCalls}/?${query.toString()}`, { signal })
        const { text } = (await response.json()) as { text: string }
        return text
      }
      const pay = (step: StepRun) => call(step.key, step.signal)
      const outline = await run.step('outline', pay)
      const items = [0, 1, 2, 3, 4, 5]
      const chapters = await run.map('chapter', items, (_, step) => pay(step), { concurrency: 3 })
      const seo = await run.step('seo', pay)
      const body = await run.step('compose', async () => [outline, ...chapters, seo].join('\n'))
      const images = await run.map('image', [0, 1], (_, step) => pay(step))
      return await run.step('bind', async () => ({ body, images }))
    },
  }
}

/** What every run of it must give, however often it was cut. */
export const articleOutput = {
  body: ['outline', ...[0, 1, 2, 3, 4, 5].map((index) => `chapter/${index}`), 'seo']
    .map((key) => `text of ${key}`)
    .join('\n'),
  images: ['text of image/0', 'text of image/1'],
}
