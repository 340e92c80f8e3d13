CREATE TABLE "galley"."budgets" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"scope" text NOT NULL,
	"job_id" text DEFAULT '' NOT NULL,
	"limit_micros" bigint NOT NULL,
	"reserved_micros" bigint DEFAULT 0 NOT NULL,
	"spent_micros" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."budgets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."reservations" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"amount_micros" bigint NOT NULL,
	"budget_ids" text[] NOT NULL,
	"job_id" text,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."reservations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."usage_daily" (
	"workspace_id" text,
	"day" date,
	"model" text,
	"prompt" text,
	"calls" integer NOT NULL,
	"failed_calls" integer NOT NULL,
	"input_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"cached_tokens" bigint NOT NULL,
	"cost_micros" bigint NOT NULL,
	"unpriced_calls" integer NOT NULL,
	CONSTRAINT "usage_daily_pkey" PRIMARY KEY("workspace_id","day","model","prompt")
);
--> statement-breakpoint
ALTER TABLE "galley"."usage_daily" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."usage_events" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"job_id" text,
	"step" text,
	"document_id" text,
	"actor" jsonb NOT NULL,
	"prompt" text NOT NULL,
	"model" text NOT NULL,
	"provider" text NOT NULL,
	"operation" text NOT NULL,
	"status" text NOT NULL,
	"attempt" integer NOT NULL,
	"input_tokens" integer,
	"output_tokens" integer,
	"cached_tokens" integer,
	"cost_micros" bigint,
	"latency_ms" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."usage_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."document_versions" (
	"document_id" text,
	"version" integer,
	"workspace_id" text NOT NULL,
	"parent" integer,
	"cause" text NOT NULL,
	"author" jsonb NOT NULL,
	"summary" text NOT NULL,
	"content" jsonb NOT NULL,
	"provenance" jsonb NOT NULL,
	"job_id" text,
	"cost_micros" bigint,
	"content_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_versions_pkey" PRIMARY KEY("document_id","version")
);
--> statement-breakpoint
ALTER TABLE "galley"."document_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."documents" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"format" text NOT NULL,
	"title" text NOT NULL,
	"language" text NOT NULL,
	"current_version" integer NOT NULL,
	"origin" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."segments" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"source_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"heading_path" text[] NOT NULL,
	"speaker" text,
	"page" integer,
	"start_ms" integer,
	"end_ms" integer
);
--> statement-breakpoint
ALTER TABLE "galley"."segments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sources" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"word_count" integer NOT NULL,
	"page_count" integer,
	"duration_ms" integer,
	"authors" text[] NOT NULL,
	"published_at" text,
	"metadata" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"file_name" text,
	"media_type" text NOT NULL,
	"storage_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sources" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."uploads" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"storage_key" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."uploads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."event_cursors" (
	"workspace_id" text PRIMARY KEY,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."event_cursors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."events" (
	"workspace_id" text,
	"seq" bigint,
	"type" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" jsonb NOT NULL,
	"subject" text NOT NULL,
	"job_id" text,
	"data" jsonb NOT NULL,
	CONSTRAINT "events_pkey" PRIMARY KEY("workspace_id","seq")
);
--> statement-breakpoint
ALTER TABLE "galley"."events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."idempotency_keys" (
	"workspace_id" text,
	"principal" text,
	"route" text,
	"key" text,
	"request_hash" text NOT NULL,
	"claim_id" text NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"is_body_kept" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("workspace_id","principal","route","key")
);
--> statement-breakpoint
ALTER TABLE "galley"."idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."rate_buckets" (
	"workspace_id" text,
	"principal" text,
	"tokens" double precision NOT NULL,
	"granted" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_buckets_pkey" PRIMARY KEY("workspace_id","principal")
);
--> statement-breakpoint
ALTER TABLE "galley"."rate_buckets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."job_lanes" (
	"workspace_id" text PRIMARY KEY,
	"cap" integer,
	"is_paused" boolean DEFAULT false NOT NULL,
	"last_claim" timestamp with time zone DEFAULT 'epoch' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."job_lanes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."job_schedules" (
	"id" text PRIMARY KEY,
	"schedule" text NOT NULL,
	"time_zone" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"last_job_id" text
);
--> statement-breakpoint
CREATE TABLE "galley"."job_steps" (
	"job_id" text,
	"workspace_id" text NOT NULL,
	"key" text,
	"step" text,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"output" json,
	"usage" jsonb,
	"error" jsonb,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"wake_at" timestamp with time zone,
	CONSTRAINT "job_steps_pkey" PRIMARY KEY("job_id","key"),
	CONSTRAINT "job_steps_status" CHECK (status in ('running', 'retrying', 'succeeded', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "galley"."job_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."job_workers" (
	"id" text PRIMARY KEY,
	"lease_until" timestamp with time zone NOT NULL,
	"session_key" integer
);
--> statement-breakpoint
CREATE TABLE "galley"."jobs" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"input" json,
	"output" json,
	"error" jsonb,
	"progress" double precision DEFAULT 0 NOT NULL,
	"progress_message" text,
	"actor" jsonb NOT NULL,
	"permissions" text[] NOT NULL,
	"budget_micros" bigint,
	"calls" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cached_tokens" bigint DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0,
	"models" text[] DEFAULT '{}'::text[] NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"owner" text,
	"is_cancel_requested" boolean DEFAULT false NOT NULL,
	"dedupe_key" text,
	"parent_id" text,
	"depth" integer DEFAULT 0 NOT NULL,
	"waiting_for" text[],
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deadline_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "jobs_status" CHECK (status in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "galley"."jobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."audit_entries" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"request_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
ALTER TABLE "galley"."audit_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."api_keys" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"start" text NOT NULL,
	"permissions" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."workspaces" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."workspaces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "budgets_by_scope" ON "galley"."budgets" ("workspace_id","scope","job_id");--> statement-breakpoint
CREATE INDEX "reservations_by_expiry" ON "galley"."reservations" ("expires_at");--> statement-breakpoint
CREATE INDEX "usage_events_by_time" ON "galley"."usage_events" ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "usage_events_by_job" ON "galley"."usage_events" ("workspace_id","job_id");--> statement-breakpoint
CREATE INDEX "usage_events_by_document" ON "galley"."usage_events" ("workspace_id","document_id");--> statement-breakpoint
CREATE INDEX "document_versions_by_job" ON "galley"."document_versions" ("workspace_id","job_id");--> statement-breakpoint
CREATE INDEX "documents_by_id" ON "galley"."documents" ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_by_origin" ON "galley"."documents" ("workspace_id","origin");--> statement-breakpoint
CREATE UNIQUE INDEX "segments_by_source" ON "galley"."segments" ("source_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "sources_by_content" ON "galley"."sources" ("workspace_id","content_hash");--> statement-breakpoint
CREATE INDEX "sources_by_id" ON "galley"."sources" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "uploads_by_expiry" ON "galley"."uploads" ("expires_at");--> statement-breakpoint
CREATE INDEX "events_by_job" ON "galley"."events" ("workspace_id","job_id","seq");--> statement-breakpoint
CREATE INDEX "events_by_time" ON "galley"."events" ("at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_expiry" ON "galley"."idempotency_keys" ("expires_at");--> statement-breakpoint
CREATE INDEX "rate_buckets_by_time" ON "galley"."rate_buckets" ("at");--> statement-breakpoint
CREATE INDEX "jobs_ready" ON "galley"."jobs" ("workspace_id","priority" DESC NULLS LAST,"run_at","id") WHERE status in ('queued', 'waiting') and waiting_for is null;--> statement-breakpoint
CREATE INDEX "jobs_due" ON "galley"."jobs" ("run_at") WHERE status in ('queued', 'waiting') and waiting_for is null;--> statement-breakpoint
CREATE INDEX "jobs_shaken" ON "galley"."jobs" ("workspace_id") WHERE crashes > 0 and status in ('queued', 'waiting') and waiting_for is null;--> statement-breakpoint
CREATE INDEX "jobs_running" ON "galley"."jobs" ("workspace_id","owner") WHERE status = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_dedupe" ON "galley"."jobs" ("workspace_id","name","dedupe_key") WHERE dedupe_key is not null and status in ('queued', 'running', 'waiting');--> statement-breakpoint
CREATE INDEX "jobs_listed" ON "galley"."jobs" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "jobs_children" ON "galley"."jobs" ("parent_id") WHERE parent_id is not null;--> statement-breakpoint
CREATE INDEX "jobs_finished" ON "galley"."jobs" ("finished_at") WHERE finished_at is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "galley"."audit_entries" ("workspace_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_by_hash" ON "galley"."api_keys" ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_by_workspace" ON "galley"."api_keys" ("workspace_id");--> statement-breakpoint
ALTER TABLE "galley"."document_versions" ADD CONSTRAINT "document_versions_document_id_documents_id_fkey" FOREIGN KEY ("document_id") REFERENCES "galley"."documents"("id");--> statement-breakpoint
ALTER TABLE "galley"."segments" ADD CONSTRAINT "segments_source_id_sources_id_fkey" FOREIGN KEY ("source_id") REFERENCES "galley"."sources"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."budgets" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."reservations" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."usage_daily" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."usage_events" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."document_versions" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."documents" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."segments" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."sources" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."uploads" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."event_cursors" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."events" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."idempotency_keys" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."rate_buckets" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."job_lanes" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."job_steps" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."jobs" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."audit_entries" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."api_keys" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."workspaces" AS PERMISSIVE FOR ALL TO "galley_app" USING (id = (select current_setting('galley.workspace_id', true))) WITH CHECK (id = (select current_setting('galley.workspace_id', true)));