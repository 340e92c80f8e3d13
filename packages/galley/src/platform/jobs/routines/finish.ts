/** Ends, waits and hand-backs. */
export const finishRoutines = `
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
end $$;`
