/** What people do to a job: cancel, redrive; and who is behind one. */
export const controlRoutines = `
-- Who started it: for a child, whoever started the first of its line.
create or replace function galley.jobs_starter(p_id text) returns jsonb language sql stable as $$
  with recursive line as (
    select j.actor, j.parent_id, j.depth from galley.jobs j where j.id = p_id
    union all
    select p.actor, p.parent_id, p.depth from galley.jobs p join line on p.id = line.parent_id
  )
  select actor from line where actor->>'kind' <> 'job' order by depth desc limit 1
$$;

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
  perform galley.jobs_announce_later(v_events);
  perform pg_notify('galley_jobs', 'cancel');
  return true;
end $$;

-- Back in line, behind the finished steps: all of them, or those that finished before p_from.
create or replace function galley.jobs_redrive(p_workspace_id text, p_id text, p_from text)
returns text language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare v_job record; v_done timestamptz;
begin
  select j.status, j.name, j.version, j.dedupe_key, j.project_id into v_job from galley.jobs j
    where j.id = p_id and j.workspace_id = p_workspace_id for no key update;
  if not found then return 'missing'; end if;
  if v_job.status not in ('failed', 'cancelled') then return v_job.status; end if;
  if exists (select from galley.jobs j where j.workspace_id = p_workspace_id and j.name = v_job.name
      and j.project_id = v_job.project_id and j.dedupe_key = v_job.dedupe_key and j.status in ('queued', 'running', 'waiting')) then
    return 'duplicate';
  end if;
  begin
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
  exception when unique_violation then
    return 'duplicate'; -- one with its key came in since we looked
  end;
  perform galley.jobs_announce_later(jsonb_build_object('w', p_workspace_id, 'e', galley.job_event(
    'job.queued', p_id, jsonb_build_object('name', v_job.name, 'version', v_job.version))));
  perform pg_notify('galley_jobs', p_workspace_id);
  return 'queued';
end $$;`
