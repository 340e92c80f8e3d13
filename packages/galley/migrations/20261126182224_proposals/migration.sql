CREATE TABLE "galley"."section_proposals" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL,
	"document_id" text NOT NULL,
	"section_id" text NOT NULL,
	"base_hash" text NOT NULL,
	"action" text NOT NULL,
	"instruction" text,
	"variation" integer NOT NULL,
	"markdown" text NOT NULL,
	"sentences" jsonb NOT NULL,
	"model" text NOT NULL,
	"prompt" text NOT NULL,
	"is_extractive" boolean NOT NULL,
	"cost_micros" bigint,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"is_favourite" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"author" jsonb NOT NULL,
	"job_id" text,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."section_proposals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "section_proposals_by_document" ON "galley"."section_proposals" ("workspace_id","document_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "section_proposals_by_origin" ON "galley"."section_proposals" ("workspace_id","origin");--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."section_proposals" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."section_proposals" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));