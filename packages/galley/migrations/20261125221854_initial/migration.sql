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
CREATE INDEX "events_by_job" ON "galley"."events" ("workspace_id","job_id","seq");--> statement-breakpoint
CREATE INDEX "events_by_time" ON "galley"."events" ("at");--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "galley"."audit_entries" ("workspace_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_by_hash" ON "galley"."api_keys" ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_by_workspace" ON "galley"."api_keys" ("workspace_id");--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."event_cursors" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."events" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."audit_entries" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."api_keys" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."workspaces" AS PERMISSIVE FOR ALL TO "galley_app" USING (id = (select current_setting('galley.workspace_id', true))) WITH CHECK (id = (select current_setting('galley.workspace_id', true)));