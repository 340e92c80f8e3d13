/** Leases, takeovers and retention. */
export const workersRoutines = `
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

-- The same for one workspace, which wants to keep them for a shorter time.
create or replace function galley.jobs_expire_in(p_workspace_id text, p_before timestamptz, p_limit int)
returns int language plpgsql
as $$
declare v_ids text[]; v_count int;
begin
  with recursive root as (
    select j.id from galley.jobs j where j.workspace_id = p_workspace_id and j.finished_at < p_before and j.parent_id is null
      and not exists (select from galley.jobs c where c.parent_id = j.id and c.finished_at is null)
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
end $$;`
