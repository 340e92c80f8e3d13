/**
 * The state machine of a job. Nothing else writes its tables, so every driver and every test meets
 * the same one. Locks are always taken in this order: worker, lane, job by (depth, id), step, event
 * cursor. Only the database's clock counts. Plans are made once and use indexes: one that was
 * cached while the tables were empty would scan them when they are not.
 *
 * queued → running → succeeded | failed | cancelled
 *   ↑         ↓ ↑
 *   └────  waiting (for a moment, or for children)
 */
export const jobRoutines = `
create or replace function galley.job_event(p_type text, p_job_id text, p_data jsonb)
returns jsonb language sql immutable as $$
  select jsonb_build_object('type', p_type, 'subject', p_job_id, 'jobId', p_job_id,
    'actor', jsonb_build_object('kind', 'job', 'id', p_job_id), 'data', p_data)
$$;

-- Runs at the commit of the caller's transaction, so that the event cursor is locked for a moment
-- only, and writes what all its jobs_enqueue calls have left in a setting of that transaction.
create or replace function galley.jobs_announce() returns trigger language plpgsql as $$
declare v_events jsonb := nullif(current_setting('galley.new_jobs', true), '')::jsonb;
begin
  if v_events is null then return null; end if;
  perform set_config('galley.new_jobs', '', true);
  perform galley.jobs_append(v_events);
  perform pg_notify('galley_jobs', e.value->>'w') from jsonb_array_elements(v_events) as e;
  return null;
end $$;
drop trigger if exists jobs_announce on galley.jobs;
create constraint trigger jobs_announce after insert on galley.jobs
  deferrable initially deferred for each row execute function galley.jobs_announce();

create or replace function galley.jobs_enqueue(
  p_id text, p_workspace_id text, p_name text, p_version int, p_input json, p_actor jsonb,
  p_permissions text[], p_priority int, p_run_at timestamptz, p_deadline_at timestamptz,
  p_dedupe_key text, p_parent_id text, p_budget_micros bigint)
returns table (job_id text, is_new boolean) language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
  insert into galley.job_lanes (workspace_id) values (p_workspace_id) on conflict do nothing;
  loop
    insert into galley.jobs as j (id, workspace_id, name, version, input, actor, permissions, priority,
      run_at, deadline_at, dedupe_key, parent_id, budget_micros, depth)
    values (p_id, p_workspace_id, p_name, p_version, p_input, p_actor, p_permissions, p_priority,
      coalesce(p_run_at, clock_timestamp()), p_deadline_at, p_dedupe_key, p_parent_id, p_budget_micros,
      coalesce((select p.depth + 1 from galley.jobs p where p.id = p_parent_id), 0))
    on conflict (workspace_id, name, dedupe_key)
      where dedupe_key is not null and status in ('queued', 'running', 'waiting') do nothing
    returning j.id into job_id;
    is_new := found;
    if not found then
      select j.id into job_id from galley.jobs j where j.workspace_id = p_workspace_id
        and j.name = p_name and j.dedupe_key = p_dedupe_key and j.status in ('queued', 'running', 'waiting');
    end if;
    exit when job_id is not null; -- else the other one ended in between: try again
  end loop;
  if is_new then
    perform set_config('galley.new_jobs', (
      coalesce(nullif(current_setting('galley.new_jobs', true), '')::jsonb, '[]')
      || jsonb_build_object('w', p_workspace_id, 'e', galley.job_event('job.queued', job_id,
        jsonb_build_object('name', p_name, 'version', p_version)) || jsonb_build_object('actor', p_actor)))::text, true);
  end if;
  return next;
end $$;

-- Round robin over workspaces by their last claim; within one by priority. Never above the cap:
-- the lane stays locked while its running jobs are counted and added to. A job that is one crash away
-- from its end runs with no other such job in one process: so the innocent outlive the guilty.
create or replace function galley.jobs_claim(
  p_worker text, p_kinds text[], p_want int, p_cap int, p_lease_ms int, p_suspect int)
returns json language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz := clock_timestamp();
  v_ready text[]; v_lanes text[]; v_lane text; v_share int; v_free int; v_pass int;
  v_taken text[] := '{}'; v_ids text[]; v_events jsonb := '[]'; v_started jsonb;
  v_suspect text;
begin
  insert into galley.job_workers as w (id, lease_until) values (p_worker, v_now + p_lease_ms * interval '1 ms')
  on conflict (id) do update set lease_until = excluded.lease_until
    where w.lease_until < v_now + p_lease_ms * interval '0.5 ms';

  with recursive pending as (
    (select workspace_id from galley.jobs where status in ('queued', 'waiting') and waiting_for is null
      order by workspace_id limit 1)
    union all
    select (select j.workspace_id from galley.jobs j where j.status in ('queued', 'waiting')
        and j.waiting_for is null and j.workspace_id > p.workspace_id order by j.workspace_id limit 1)
      from pending p where p.workspace_id is not null
  )
  select array_agg(l.workspace_id) into v_ready from pending p join galley.job_lanes l using (workspace_id)
  where not l.is_paused
    and (select true from galley.jobs j where j.workspace_id = l.workspace_id
      and j.status in ('queued', 'waiting') and j.waiting_for is null and j.run_at <= v_now
      and j.name || '@' || j.version = any(p_kinds)
      order by j.priority desc nulls last, j.run_at, j.id limit 1)
    and (select count(*) from galley.jobs j where j.workspace_id = l.workspace_id and j.status = 'running')
      < coalesce(l.cap, p_cap);

  if v_ready is not null then
    select coalesce(array_agg(x.workspace_id order by x.last_claim), '{}') into v_lanes from (
      select l.workspace_id, l.last_claim from galley.job_lanes l where l.workspace_id = any(v_ready)
      order by l.last_claim limit p_want for no key update skip locked) x;
    v_share := ceil(p_want::float / greatest(1, cardinality(v_lanes)));
    for v_pass in 1..2 loop
      foreach v_lane in array v_lanes loop
        select least(p_want - cardinality(v_taken), case v_pass when 1 then v_share else p_want end,
          (select coalesce(l.cap, p_cap) from galley.job_lanes l where l.workspace_id = v_lane)
          - (select count(*) from galley.jobs j where j.workspace_id = v_lane and j.status = 'running'))
          into v_free;
        continue when v_free <= 0;
        select j.id into v_suspect from galley.jobs j where j.workspace_id = v_lane
          and j.status in ('queued', 'waiting') and j.waiting_for is null and j.run_at <= v_now
          and j.crashes > 0 and j.crashes >= p_suspect and not exists (select from galley.jobs r
            where r.status = 'running' and r.owner = p_worker and r.crashes >= p_suspect)
        order by j.priority desc nulls last, j.run_at, j.id limit 1;
        with picked as (
          select j.id, j.status from galley.jobs j where j.workspace_id = v_lane
            and j.status in ('queued', 'waiting') and j.waiting_for is null and j.run_at <= v_now
            and j.name || '@' || j.version = any(p_kinds) and (j.crashes < p_suspect or j.id = v_suspect)
          order by j.priority desc nulls last, j.run_at, j.id limit v_free for no key update skip locked
        ), taken as (
          update galley.jobs j set status = 'running', owner = p_worker, epoch = j.epoch + 1,
            attempts = j.attempts + 1, started_at = coalesce(j.started_at, v_now)
          from picked where j.id = picked.id
          returning j.id, j.workspace_id, j.name, j.attempts, picked.status as was
        )
        select coalesce(array_agg(t.id), '{}'),
          coalesce(jsonb_agg(jsonb_build_object('w', t.workspace_id, 'e', galley.job_event('job.started', t.id,
            jsonb_build_object('name', t.name, 'attempt', t.attempts)))) filter (where t.was = 'queued'), '[]')
          into v_ids, v_started from taken t;
        v_events := v_events || v_started;
        v_taken := v_taken || v_ids;
      end loop;
      exit when cardinality(v_lanes) < 2 or cardinality(v_taken) >= p_want;
    end loop;
    update galley.job_lanes l set last_claim = clock_timestamp()
      where l.workspace_id = any(v_lanes) and exists (
        select from galley.jobs j where j.id = any(v_taken) and j.workspace_id = l.workspace_id);
    perform galley.jobs_append(v_events);
  end if;
  return json_build_object(
    'now', extract(epoch from clock_timestamp()) * 1000,
    'jobs', (select json_agg(j) from galley.jobs j where j.id = any(v_taken)),
    'steps', (select json_agg(json_build_object('job_id', s.job_id, 'key', s.key, 'status', s.status,
        'attempts', s.attempts, 'output', s.output, 'has_output', s.output is not null, 'usage', s.usage,
        'error', s.error, 'started_at', s.started_at, 'wake_at', s.wake_at))
      from galley.job_steps s join galley.jobs j on j.id = s.job_id
      where s.job_id = any(v_taken) and j.epoch > 1),
    'dueInMs', case when cardinality(v_taken) < p_want then
      (select extract(epoch from j.run_at - v_now) * 1000 from galley.jobs j
        where j.status in ('queued', 'waiting') and j.waiting_for is null and j.run_at > v_now
        order by j.run_at limit 1) end,
    'isContended', cardinality(v_taken) < p_want and cardinality(v_ready) > cardinality(v_lanes));
end $$;

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

-- Ends a job whose row the caller has locked, and its parent's. Returns the event to append.
create or replace function galley.jobs_end(p_id text, p_status text, p_output json, p_error jsonb)
returns jsonb language plpgsql as $$
declare v_name text; v_parent text; v_workspace text;
begin
  update galley.jobs j set status = p_status, output = p_output, error = p_error, owner = null,
    waiting_for = null, finished_at = clock_timestamp(),
    progress = case p_status when 'succeeded' then 1 else j.progress end
  where j.id = p_id returning j.name, j.parent_id, j.workspace_id into v_name, v_parent, v_workspace;
  if p_status <> 'succeeded' then
    update galley.job_steps set status = 'failed', error = coalesce(error, p_error), wake_at = null,
      finished_at = clock_timestamp() where job_id = p_id and status in ('running', 'retrying');
  end if;
  if v_parent is not null then
    update galley.jobs set waiting_for = nullif(array_remove(waiting_for, p_id), '{}'),
      run_at = clock_timestamp() where id = v_parent and waiting_for @> array[p_id];
    if found then perform pg_notify('galley_jobs', v_workspace); end if;
  end if;
  return jsonb_build_object('w', v_workspace, 'e', galley.job_event('job.' || p_status, p_id,
    jsonb_strip_nulls(jsonb_build_object('name', v_name, 'error', p_error))));
end $$;

-- Locks jobs and their parents, in the order that everyone keeps.
create or replace function galley.jobs_lock(p_ids text[]) returns void language plpgsql as $$
begin
  p_ids := p_ids || array(select c.parent_id from galley.jobs c where c.id = any(p_ids) and c.parent_id is not null);
  perform 1 from galley.jobs j where j.id = any(p_ids) order by j.depth, j.id for no key update;
end $$;

-- Group commit of ends, waits and hand-backs. Verdict: the new status, or lost.
create or replace function galley.jobs_finish(p_worker text, p_jobs json, p_outputs json[], p_events jsonb)
returns table (job_id text, verdict text) language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_op record; v_job record; v_wait text[]; v_events jsonb := '[]'; v_mine text[];
begin
  perform galley.jobs_lock(array(select x.id from json_to_recordset(p_jobs) as x(id text)));
  select array_agg(j.id) into v_mine from galley.jobs j
    join json_to_recordset(p_jobs) as x(id text, epoch int) on x.id = j.id
    where j.epoch = x.epoch and j.status = 'running' and j.owner = p_worker;
  perform galley.jobs_account(p_jobs, v_mine);
  v_events := coalesce((select jsonb_agg(e.value order by e.ordinality)
    from jsonb_array_elements(p_events) with ordinality as e
    where e.value->'e'->>'jobId' = any(v_mine)), '[]');
  for v_op in select * from rows from (json_to_recordset(p_jobs) as (id text, status text, error jsonb,
      run_at timestamptz, wait_for json), unnest(p_outputs)) as x(id, status, error, run_at, wait_for, output) loop
    job_id := v_op.id;
    verdict := 'lost';
    if v_op.id = any(v_mine) then
      select j.is_cancel_requested, j.workspace_id, j.deadline_at into v_job
        from galley.jobs j where j.id = v_op.id;
      verdict := case when v_job.is_cancel_requested then 'cancelled' else v_op.status end;
      if verdict = 'cancelled' then
        v_events := v_events || galley.jobs_end(v_op.id, verdict, null, null);
      elsif verdict in ('succeeded', 'failed') then
        v_events := v_events || galley.jobs_end(v_op.id, verdict, v_op.output, v_op.error);
      else
        -- Children that ended meanwhile: their parent's row was locked before theirs was changed.
        select array_agg(c.id) into v_wait from galley.jobs c
          where c.id in (select json_array_elements_text(v_op.wait_for))
            and c.status in ('queued', 'running', 'waiting');
        update galley.jobs j set status = verdict, owner = null, attempts = j.attempts - 1,
          waiting_for = v_wait,
          run_at = least(case when v_wait is null and v_op.wait_for is not null then clock_timestamp()
            else coalesce(v_op.run_at, clock_timestamp()) end, v_job.deadline_at)
        where j.id = v_op.id;
        perform pg_notify('galley_jobs', v_job.workspace_id);
      end if;
    end if;
    return next;
  end loop;
  perform galley.jobs_append(v_events);
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
end $$;

-- Cancels what waits, flags what runs; ancestors before descendants.
create or replace function galley.jobs_cancel(p_workspace_id text, p_id text)
returns boolean language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_level text[]; v_job record; v_events jsonb := '[]';
begin
  perform galley.jobs_lock(array[p_id]);
  v_level := array(select j.id from galley.jobs j where j.id = p_id and j.workspace_id = p_workspace_id);
  if v_level = '{}' then return false; end if;
  while v_level <> '{}' loop
    perform 1 from galley.jobs j where j.id = any(v_level) order by j.id for no key update;
    for v_job in select j.id, j.status from galley.jobs j where j.id = any(v_level)
        and j.status in ('queued', 'running', 'waiting') order by j.id loop
      update galley.jobs set is_cancel_requested = true where id = v_job.id;
      if v_job.status <> 'running' then
        v_events := v_events || galley.jobs_end(v_job.id, 'cancelled', null, null);
      end if;
    end loop;
    v_level := array(select j.id from galley.jobs j where j.parent_id = any(v_level)
      and j.status in ('queued', 'running', 'waiting') and not j.is_cancel_requested);
  end loop;
  perform galley.jobs_append(v_events);
  perform pg_notify('galley_jobs', 'cancel');
  return true;
end $$;

-- Back in line, behind the finished steps: all of them, or those that finished before p_from.
create or replace function galley.jobs_redrive(p_workspace_id text, p_id text, p_from text)
returns text language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_job record; v_done timestamptz;
begin
  select j.status, j.name, j.version, j.dedupe_key into v_job from galley.jobs j
    where j.id = p_id and j.workspace_id = p_workspace_id for no key update;
  if not found then return 'missing'; end if;
  if v_job.status not in ('failed', 'cancelled') then return v_job.status; end if;
  if exists (select from galley.jobs j where j.workspace_id = p_workspace_id and j.name = v_job.name
      and j.dedupe_key = v_job.dedupe_key and j.status in ('queued', 'running', 'waiting')) then
    return 'duplicate';
  end if;
  if p_from is not null then
    select coalesce(s.finished_at, s.started_at) into v_done from galley.job_steps s
      where s.job_id = p_id and s.key = p_from;
    if not found then return 'no_step'; end if;
    delete from galley.job_steps s where s.job_id = p_id and (s.key = p_from or s.finished_at >= v_done);
  end if;
  update galley.job_steps s set status = 'retrying', attempts = 0, error = null, finished_at = null, wake_at = null
    where s.job_id = p_id and s.status <> 'succeeded';
  update galley.jobs j set status = 'queued', run_at = clock_timestamp(), error = null, output = null,
    finished_at = null, is_cancel_requested = false, crashes = 0, deadline_at = null, progress = 0,
    progress_message = null where j.id = p_id;
  perform galley.append_events(p_workspace_id, jsonb_build_array(galley.job_event('job.queued', p_id,
    jsonb_build_object('name', v_job.name, 'version', v_job.version))));
  perform pg_notify('galley_jobs', p_workspace_id);
  return 'queued';
end $$;

-- Renews the lease, and says which jobs are still this worker's.
create or replace function galley.jobs_heartbeat(p_worker text, p_lease_ms int, p_session_key int)
returns json language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
  insert into galley.job_workers as w (id, lease_until, session_key)
  values (p_worker, clock_timestamp() + p_lease_ms * interval '1 ms', p_session_key)
  on conflict (id) do update set lease_until = excluded.lease_until, session_key = excluded.session_key;
  return json_build_object('now', extract(epoch from clock_timestamp()) * 1000,
    'jobs', (select json_agg(json_build_object('id', j.id, 'epoch', j.epoch, 'isCancelled', j.is_cancel_requested))
      from galley.jobs j where j.owner = p_worker and j.status = 'running'));
end $$;

-- Workers whose session lock is gone. Not right after a server start: all have to come back first.
create or replace function galley.jobs_suspects() returns text[] language sql as $$
  select array(select w.id from galley.job_workers w where w.session_key is not null and not exists (
      select from pg_locks l where l.locktype = 'advisory' and l.classid = 727003 and l.granted
        and l.objid = w.session_key::oid
        and l.database = (select d.oid from pg_database d where d.datname = current_database()))
    and pg_postmaster_start_time() < clock_timestamp() - interval '10 s')
$$;

-- Takes the jobs of dead workers back. A job that killed its owner too often is dead itself.
create or replace function galley.jobs_reap(p_dead text[], p_crash_limit int)
returns int language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_workers text[]; v_ids text[]; v_job record; v_events jsonb := '[]';
begin
  select array_agg(x.id) into v_workers from (select w.id from galley.job_workers w
    where w.lease_until < clock_timestamp() or w.id = any(p_dead)
    order by w.id for update skip locked) x;
  v_ids := array(select j.id from galley.jobs j where j.status = 'running' and (j.owner = any(v_workers)
    or not exists (select from galley.job_workers w where w.id = j.owner)));
  perform galley.jobs_lock(v_ids);
  for v_job in select j.id, j.workspace_id, j.crashes, j.is_cancel_requested from galley.jobs j
      where j.id = any(v_ids) and j.status = 'running' and (j.owner = any(v_workers)
        or not exists (select from galley.job_workers w where w.id = j.owner)) order by j.depth, j.id loop
    if v_job.is_cancel_requested then
      v_events := v_events || galley.jobs_end(v_job.id, 'cancelled', null, null);
    elsif v_job.crashes + 1 >= p_crash_limit then
      v_events := v_events || galley.jobs_end(v_job.id, 'failed', null, jsonb_build_object('code', 'job_crashed',
        'message', format('Its worker died %s times while running it; it is not tried again by itself.', p_crash_limit)));
    else
      update galley.jobs set status = 'queued', owner = null, run_at = clock_timestamp() where id = v_job.id;
      perform pg_notify('galley_jobs', v_job.workspace_id);
    end if;
    update galley.jobs set crashes = crashes + 1 where id = v_job.id;
  end loop;
  delete from galley.job_workers w where w.id = any(v_workers);
  -- A deadline also ends the wait for children.
  update galley.jobs set waiting_for = null where status = 'waiting' and waiting_for is not null
    and deadline_at < clock_timestamp();
  perform galley.jobs_append(v_events);
  return cardinality(v_ids);
end $$;

-- Deletes finished families, oldest first. Returns how many jobs are gone.
create or replace function galley.jobs_expire(p_before timestamptz, p_limit int)
returns int language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_ids text[]; v_count int;
begin
  with recursive root as (
    select j.id from galley.jobs j where j.finished_at < p_before and j.parent_id is null
    order by j.finished_at limit p_limit for update skip locked
  ), family as (
    select r.id, r.id as root from root r
    union all select c.id, f.root from family f join galley.jobs c on c.parent_id = f.id
  )
  select array_agg(f.id) into v_ids from family f where not exists (
    select from family g join galley.jobs j on j.id = g.id where g.root = f.root and j.finished_at is null);
  delete from galley.job_steps s where s.job_id = any(v_ids);
  delete from galley.jobs j where j.id = any(v_ids);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

revoke all on galley.job_workers, galley.job_schedules from galley_app;
alter table galley.jobs set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
alter table galley.job_workers set (fillfactor = 50);
alter table galley.job_lanes set (fillfactor = 50)`
