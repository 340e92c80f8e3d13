/**
 * Reserve and settle are one statement for their caller and several inside, because a single
 * statement cannot be right here: it sees its rows as they were when it began, and what PostgreSQL
 * re-reads after waiting for a lock does not reach its other parts (tried: it overshoots under
 * load). In a function each statement sees what the locks before it protect.
 *
 * Budgets are always locked in the order of their ids, so that no two calls wait for each other.
 */
const lockBudgets = (condition: string) => `
  select array_agg(id) into v_budget_ids from (
    select id from galley.budgets
    where workspace_id = p_workspace_id and (${condition})
    order by id for update
  ) as locked;`

const reserve = `
create or replace function galley.reserve_budget(
  p_id text, p_workspace_id text, p_job_id text, p_amount bigint, p_purpose text, p_seconds float8
) returns jsonb language plpgsql as $$
declare
  v_budget_ids text[];
  v_short jsonb;
begin
  -- The same call again, because its answer was lost.
  if exists (select from galley.reservations where id = p_id) then
    return jsonb_build_object('isHeld', true);
  end if;
  ${lockBudgets(`scope = 'workspace' or (scope = 'job' and job_id = p_job_id)`)}
  if v_budget_ids is null then return jsonb_build_object('isHeld', false); end if;

  select jsonb_build_object('jobId', job_id, 'limitMicros', limit_micros,
                            'leftMicros', limit_micros - spent_micros - reserved_micros)
  into v_short from galley.budgets
  where id = any(v_budget_ids) and limit_micros - spent_micros - reserved_micros < p_amount
  order by limit_micros - spent_micros - reserved_micros limit 1;
  if found then return jsonb_build_object('isHeld', false, 'short', v_short); end if;

  update galley.budgets set reserved_micros = reserved_micros + p_amount, updated_at = now()
  where id = any(v_budget_ids);
  insert into galley.reservations
    (id, workspace_id, amount_micros, budget_ids, job_id, purpose, expires_at)
  values (p_id, p_workspace_id, p_amount, v_budget_ids, nullif(p_job_id, ''), p_purpose,
          now() + make_interval(secs => p_seconds));
  return jsonb_build_object('isHeld', true);
end $$`

const hasBudget = `
create or replace function galley.has_budget(p_workspace_id text, p_job_id text) returns boolean
language plpgsql as $$
begin
  return exists (
    select from galley.budgets
    where workspace_id = p_workspace_id
      and (scope = 'workspace' or (scope = 'job' and job_id = p_job_id))
  );
end $$`

/**
 * A reservation that a sweep ended is not given back twice; a budget that was set while the call
 * ran counts its cost too.
 */
const settle = `
create or replace function galley.settle_budget(
  p_reservation_id text, p_workspace_id text, p_job_id text, p_cost bigint
) returns void language plpgsql as $$
declare
  v_budget_ids text[];
  v_amount bigint := 0;
  v_held_by text[] := '{}';
begin
  delete from galley.reservations where id = p_reservation_id and workspace_id = p_workspace_id
  returning amount_micros, budget_ids into v_amount, v_held_by;
  ${lockBudgets(`scope = 'workspace' or job_id = p_job_id or id = any(v_held_by)`)}
  update galley.budgets
  set spent_micros = spent_micros + p_cost, updated_at = now(),
      reserved_micros = reserved_micros - case when id = any(v_held_by) then v_amount else 0 end
  where id = any(v_budget_ids);
end $$`

/** The event and the move from reserved to spent, together or not at all, once for an event. */
const settleUsage = `
create or replace function galley.settle_usage(p_event jsonb, p_reservation_id text) returns void
language plpgsql as $$
declare
  v_event record;
begin
  select * into v_event from jsonb_to_record(p_event) as e(
    id text, "workspaceId" text, "jobId" text, step text, "documentId" text, actor jsonb,
    prompt text, model text, provider text, operation text, status text, attempt int,
    "inputTokens" int, "outputTokens" int, "cachedTokens" int, "costMicros" bigint,
    "latencyMs" int, "startedAt" timestamptz);

  insert into galley.usage_events (
    id, workspace_id, job_id, step, document_id, actor,
    prompt, model, provider, operation, status, attempt,
    input_tokens, output_tokens, cached_tokens, cost_micros, latency_ms, started_at)
  values (
    v_event.id, v_event."workspaceId", v_event."jobId", v_event.step, v_event."documentId",
    -- What a job uses counts for whoever started it.
    case v_event.actor->>'kind' when 'job' then coalesce(galley.jobs_starter(v_event.actor->>'id'), v_event.actor)
      else v_event.actor end,
    v_event.prompt, v_event.model, v_event.provider, v_event.operation, v_event.status, v_event.attempt,
    v_event."inputTokens", v_event."outputTokens", v_event."cachedTokens", v_event."costMicros",
    v_event."latencyMs", v_event."startedAt")
  on conflict (id) do nothing;
  if not found or (p_reservation_id = '' and coalesce(v_event."costMicros", 0) = 0) then return; end if;
  perform galley.settle_budget(p_reservation_id, v_event."workspaceId", coalesce(v_event."jobId", ''),
                               coalesce(v_event."costMicros", 0));
end $$`

/** Takes ended reservations, as a JSON array, off the budgets that held them; returns how many. */
const giveBack = `
create or replace function galley.give_back_reservations(p_ended jsonb) returns int
language plpgsql as $$
begin
  if p_ended is null then return 0; end if;
  perform 1 from galley.budgets
  where id in (select jsonb_array_elements_text(item->'budget_ids') from jsonb_array_elements(p_ended) item)
  order by id for update;
  update galley.budgets budget
  set reserved_micros = reserved_micros - due.amount, updated_at = now()
  from (
    select budget_id, sum((item->>'amount_micros')::bigint) as amount
    from jsonb_array_elements(p_ended) item, jsonb_array_elements_text(item->'budget_ids') budget_id
    group by budget_id
  ) due
  where budget.id = due.budget_id;
  return jsonb_array_length(p_ended);
end $$`

const sweep = `
create or replace function galley.sweep_reservations(p_limit int) returns int language plpgsql as $$
declare
  v_ended jsonb;
begin
  with expired as (
    select id from galley.reservations where expires_at < now()
    order by id limit p_limit for update skip locked
  ), ended as (
    delete from galley.reservations where id in (select id from expired)
    returning amount_micros, budget_ids
  )
  select jsonb_agg(to_jsonb(ended)) into v_ended from ended;
  return galley.give_back_reservations(v_ended);
end $$`

const releaseJob = `
create or replace function galley.release_job_reservations(p_workspace_id text, p_job_id text)
returns int language plpgsql as $$
declare
  v_ended jsonb;
begin
  with ended as (
    delete from galley.reservations where workspace_id = p_workspace_id and job_id = p_job_id
    returning amount_micros, budget_ids
  )
  select jsonb_agg(to_jsonb(ended)) into v_ended from ended;
  return galley.give_back_reservations(v_ended);
end $$`

/** The second lock on "append-only": what the app's role may not do, no forgotten verb can do. */
const appendOnly = `revoke update, delete, truncate on galley.usage_events from galley_app`

export const billingRoutines = [
  reserve,
  hasBudget,
  settle,
  settleUsage,
  giveBack,
  sweep,
  releaseJob,
  appendOnly,
].join(';\n')
