/** Into the line, and the event that says so. */
export const enqueueRoutines = `
create or replace function galley.job_event(p_type text, p_job_id text, p_data jsonb)
returns jsonb language sql immutable as $$
  select jsonb_build_object('type', p_type, 'subject', p_job_id, 'jobId', p_job_id,
    'actor', jsonb_build_object('kind', 'job', 'id', p_job_id), 'data', p_data)
$$;

-- Runs at the commit of the caller's transaction, so that the event cursor is locked for a moment
-- only, and behind whatever else the transaction writes last. Writes what jobs_announce_later has
-- left in a setting of that transaction.
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
create constraint trigger jobs_announce after insert or update of is_cancel_requested on galley.jobs
  deferrable initially deferred for each row execute function galley.jobs_announce();

-- For the functions that people's transactions call, which go on to write audit entries.
create or replace function galley.jobs_announce_later(p_events jsonb) returns void language sql as $$
  select set_config('galley.new_jobs', (coalesce(nullif(current_setting('galley.new_jobs', true), '')::jsonb, '[]')
    || p_events)::text, true)
$$;

create or replace function galley.jobs_enqueue(
  p_id text, p_workspace_id text, p_name text, p_version int, p_input json, p_actor jsonb,
  p_permissions text[], p_priority int, p_run_at timestamptz, p_deadline_at timestamptz,
  p_dedupe_key text, p_parent_id text, p_budget_micros bigint)
returns table (job_id text, is_new boolean) language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
-- A child is of its parent's project, whoever the transaction belongs to.
declare v_project text := coalesce((select p.project_id from galley.jobs p where p.id = p_parent_id),
  current_setting('galley.project_id', true), '');
begin
  insert into galley.job_lanes (workspace_id) values (p_workspace_id) on conflict do nothing;
  loop
    insert into galley.jobs as j (id, workspace_id, project_id, name, version, input, actor, permissions, priority,
      run_at, deadline_at, dedupe_key, parent_id, budget_micros, depth)
    values (p_id, p_workspace_id, v_project, p_name, p_version, p_input, p_actor, p_permissions, p_priority,
      coalesce(p_run_at, clock_timestamp()), p_deadline_at, p_dedupe_key, p_parent_id, p_budget_micros,
      coalesce((select p.depth + 1 from galley.jobs p where p.id = p_parent_id), 0))
    on conflict (workspace_id, project_id, name, dedupe_key)
      where dedupe_key is not null and status in ('queued', 'running', 'waiting') do nothing
    returning j.id into job_id;
    is_new := found;
    if not found then
      select j.id into job_id from galley.jobs j where j.workspace_id = p_workspace_id
        and j.project_id = v_project and j.name = p_name and j.dedupe_key = p_dedupe_key and j.status in ('queued', 'running', 'waiting');
    end if;
    exit when job_id is not null; -- else the other one ended in between: try again
  end loop;
  if is_new then
    perform galley.jobs_announce_later(jsonb_build_object('w', p_workspace_id, 'e', galley.job_event(
      'job.queued', job_id, jsonb_build_object('name', p_name, 'version', p_version)) || jsonb_build_object('actor', p_actor)));
  end if;
  return next;
end $$;`
