/** Out of the line, in turns. */
export const claimRoutines = `
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
end $$;`
