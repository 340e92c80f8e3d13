/** Checkpoints, and children. */
export const commitRoutines = `
-- [{ w: workspace, e: event }], written in workspace order.
create or replace function galley.jobs_append(p_events jsonb) returns void language plpgsql as $$
begin
  perform galley.append_events(g.workspace_id, g.events) from (
    select x.value->>'w' as workspace_id, jsonb_agg(x.value->'e' order by x.ordinality) as events
    from jsonb_array_elements(p_events) with ordinality as x group by 1 order by 1) g;
end $$;

-- Adds usage and progress to the job rows of [{ id, usage, progress, message }].
create or replace function galley.jobs_account(p_jobs json, p_mine text[]) returns void language plpgsql as $$
begin
  update galley.jobs j set
    calls = j.calls + coalesce((x.usage->>'calls')::bigint, 0),
    input_tokens = j.input_tokens + coalesce((x.usage->>'inputTokens')::bigint, 0),
    output_tokens = j.output_tokens + coalesce((x.usage->>'outputTokens')::bigint, 0),
    cached_tokens = j.cached_tokens + coalesce((x.usage->>'cachedTokens')::bigint, 0),
    cost_micros = case when x.usage is null then j.cost_micros
      else j.cost_micros + (x.usage->>'costMicros')::bigint end,
    models = case when x.usage is null or to_jsonb(j.models) @> (x.usage->'models') then j.models else array(
      select unnest(j.models) union select jsonb_array_elements_text(x.usage->'models')) end,
    progress = coalesce(x.progress, j.progress),
    progress_message = case when x.progress is null then j.progress_message else x.message end
  from json_to_recordset(p_jobs) as x(id text, usage jsonb, progress float8, message text)
  where j.id = x.id and j.id = any(p_mine) and (x.usage is not null or x.progress is not null);
end $$;

-- Group commit of checkpoints; events as { workspace: [event] }. Verdict of each job: stored, cancelled or lost (nothing was written).
create or replace function galley.jobs_commit(
  p_worker text, p_jobs json, p_steps json, p_outputs json[], p_events jsonb)
returns table (job_id text, verdict text) language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_mine text[]; v_cancelled text[]; v_shaken text[];
begin
  with held as (
    select j.id, j.is_cancel_requested, j.crashes from galley.jobs j
    join json_to_recordset(p_jobs) as x(id text, epoch int) on x.id = j.id
    where j.epoch = x.epoch and j.status = 'running' and j.owner = p_worker
    order by j.depth, j.id for no key update of j
  )
  select array_agg(id) filter (where not is_cancel_requested), array_agg(id) filter (where is_cancel_requested),
    array_agg(id) filter (where crashes > 0) into v_mine, v_cancelled, v_shaken from held;

  insert into galley.job_steps as s (job_id, workspace_id, key, step, status, attempts, output, usage, error,
    started_at, finished_at, wake_at)
  select x.job, x.workspace, x.key, x.step, x.status, x.attempts, x.output, x.usage, x.error, x.started,
    case when x.status in ('succeeded', 'failed') then clock_timestamp() end, x.wake
  from rows from (json_to_recordset(p_steps) as (job text, workspace text, key text, step text, status text,
    attempts int, usage jsonb, error jsonb, started timestamptz, wake timestamptz), unnest(p_outputs))
    as x(job, workspace, key, step, status, attempts, usage, error, started, wake, output)
  where x.job = any(v_mine)
  on conflict on constraint job_steps_pkey do update set status = excluded.status, attempts = excluded.attempts,
    output = excluded.output, usage = coalesce(excluded.usage, s.usage), error = excluded.error,
    finished_at = excluded.finished_at, wake_at = excluded.wake_at
  where s.status <> 'succeeded';

  -- Whoever gets on does not kill its workers.
  if v_shaken is not null then
    update galley.jobs j set crashes = 0 where j.id = any(v_shaken) and j.id = any(v_mine) and exists (
      select from json_to_recordset(p_steps) as x(job text, status text) where x.job = j.id and x.status = 'succeeded');
  end if;
  perform galley.jobs_account(p_jobs, v_mine);
  if cardinality(v_mine) = json_array_length(p_jobs) then
    perform galley.append_events(e.key, e.value) from jsonb_each(p_events) as e order by e.key;
  else
    perform galley.append_events(g.workspace_id, g.events) from (
      select e.key as workspace_id, jsonb_agg(x.value order by x.ordinality) as events
      from jsonb_each(p_events) as e, jsonb_array_elements(e.value) with ordinality as x
      where x.value->>'jobId' = any(v_mine) group by 1 order by 1) g;
  end if;
  return query select x.id, case when x.id = any(v_mine) then 'stored'
    when x.id = any(v_cancelled) then 'cancelled' else 'lost' end
    from json_to_recordset(p_jobs) as x(id text);
end $$;

-- A child and the checkpoint that remembers it, in one commit.
create or replace function galley.jobs_spawn(
  p_worker text, p_parent text, p_epoch int, p_key text, p_id text, p_name text, p_version int, p_input json)
returns text language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_parent galley.jobs;
begin
  select * into v_parent from galley.jobs j where j.id = p_parent for no key update;
  if not found or v_parent.epoch <> p_epoch or v_parent.status <> 'running' or v_parent.owner <> p_worker then
    return 'lost';
  end if;
  if v_parent.is_cancel_requested then return 'cancelled'; end if;
  -- The same call again, because its answer was lost.
  if exists (select from galley.jobs c where c.id = p_id) then return 'stored'; end if;
  perform galley.jobs_enqueue(p_id, v_parent.workspace_id, p_name, p_version, p_input,
    jsonb_build_object('kind', 'job', 'id', p_parent), v_parent.permissions, v_parent.priority, null,
    v_parent.deadline_at, null, p_parent, null);
  insert into galley.job_steps (job_id, workspace_id, key, step, status, attempts, output, started_at, finished_at)
  values (p_parent, v_parent.workspace_id, p_key, p_name || '@' || p_version, 'succeeded', 1, to_json(p_id),
    clock_timestamp(), clock_timestamp());
  return 'stored';
end $$;`
