import pg from 'pg'
import { CONCURRENCY, cpuPerEvent, inLanes, rate, SERIES } from './measure.ts'
import type { Measures } from './measure.ts'

/** What the database itself allows without group commit: one small write, one commit, per step. */
export async function run(url: string): Promise<Measures> {
  const pool = new pg.Pool({ connectionString: url, max: CONCURRENCY })
  await pool.query(`create table job (id bigserial primary key, state text not null default 'new');
    create index on job (id) where state = 'new';
    create table step (job bigint, key text, output jsonb, primary key (job, key))`)
  const claim = `update job set state = 'done' where id = (
    select id from job where state = 'new' order by id limit 1 for update skip locked) returning id`
  const jobs = async (count: number) => {
    await inLanes(count, () => pool.query('insert into job default values'))
    await inLanes(count, () => pool.query(claim))
  }
  let run = 0
  const series = (count: number) =>
    inLanes(count, async () => {
      run += 1
      const id = run
      await pool.query('insert into job default values')
      await pool.query(claim)
      for (let index = 0; index < SERIES; index += 1) {
        const values = [id, `step-${index}`, '"output"']
        await pool.query('insert into step values ($1, $2, $3)', values)
      }
    })
  const alone = async (count: number) => {
    run += 1
    const id = run
    for (let index = 0; index < count; index += 1) {
      await pool.query('insert into step values ($1, $2, $3)', [id, `step-${index}`, '"output"'])
    }
  }

  await series(50)
  const [seriesStepsPerSecond, cpuMicrosPerStep] = await cpuPerEvent(300 * SERIES, () =>
    rate(300 * SERIES, () => series(300)),
  )
  const result: Measures = {
    seriesStepsPerSecond,
    cpuMicrosPerStep,
    aloneMsPerStep: 1000 / (await rate(300, () => alone(300))),
    jobsPerSecond: await rate(2000, () => jobs(2000)),
  }
  await pool.end()
  return result
}
