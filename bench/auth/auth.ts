/**
 * What it costs to know who calls: of a single verification against a bare indexed select, and of
 * requests over HTTP against open ones. Rounds are interleaved, so that a busy machine slows all
 * contestants alike: trust the ratios. `node bench/auth/auth.ts [rounds] [seconds]`; the second half
 * needs `npm ci --prefix bench`.
 */
import { compareRequests } from './requests.ts'
import { openSetting } from './verify.ts'
import type { Contestant } from './verify.ts'

const [rounds = 15, seconds = 3] = process.argv.slice(2).map(Number)
const CALLS = 300
const AT_ONCE = 20

const setting = await openSetting()
const alone = new Map<string, number[]>()
const together = new Map<string, number[]>()
const queries = new Map<string, number>()
for (let round = -2; round < rounds; round++) {
  for (const [name, ask] of setting.contestants) {
    const asked = setting.queries()
    const microseconds = await timeAlone(ask)
    queries.set(name, (setting.queries() - asked) / CALLS)
    const perSecond = await timeTogether(ask)
    if (round < 0) continue // warms up
    alone.set(name, [...(alone.get(name) ?? []), microseconds])
    together.set(name, [...(together.get(name) ?? []), perSecond])
  }
}
await setting.close()

console.log(
  '| verifying | queries | µs, least | ÷ bare | µs, median | ÷ bare | 20 at a time: bare ÷ it |',
)
console.log('|---|---:|---:|---:|---:|---:|---:|')
for (const name of setting.contestants.keys()) {
  const bare = `${name.split(':')[0]}: bare select`
  const [times, bareTimes] = [alone.get(name)!, alone.get(bare)!]
  const [least, bareLeast] = [Math.min(...times), Math.min(...bareTimes)]
  const cells = [
    queries.get(name)!.toFixed(queries.get(name)! > 0.5 ? 0 : 2),
    least.toFixed(0),
    (least / bareLeast).toFixed(2),
    median(times).toFixed(0),
    middleRatio(times, bareTimes).toFixed(2),
    middleRatio(together.get(bare)!, together.get(name)!).toFixed(2),
  ]
  console.log(`| ${[name, ...cells].join(' | ')} |`)
}
console.log()
await compareRequests(Math.max(3, Math.round(rounds / 3)), seconds)

/** The median of one round's calls, in microseconds. */
async function timeAlone(ask: Contestant): Promise<number> {
  const times: number[] = []
  for (let call = 0; call < CALLS; call++) {
    const startedAt = performance.now()
    await ask()
    times.push((performance.now() - startedAt) * 1000)
  }
  return median(times)
}

async function timeTogether(ask: Contestant): Promise<number> {
  const startedAt = performance.now()
  const caller = async () => {
    for (let call = 0; call < CALLS / 10; call++) await ask()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, caller))
  return ((CALLS / 10) * AT_ONCE) / ((performance.now() - startedAt) / 1000)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

/** Of each round's ratio: neighbours in time were slowed alike. */
function middleRatio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((value, round) => value / to[round]!))
}
