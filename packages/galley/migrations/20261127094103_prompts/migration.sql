CREATE TABLE "galley"."prompt_runs" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"project_id" text DEFAULT coalesce(current_setting('galley.project_id', true), '') NOT NULL,
	"template_id" text,
	"version" integer,
	"content" jsonb NOT NULL,
	"values" jsonb NOT NULL,
	"text" text NOT NULL,
	"model" text NOT NULL,
	"cost_micros" bigint,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	"is_favourite" boolean DEFAULT false NOT NULL,
	"author" jsonb NOT NULL,
	"job_id" text,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."prompt_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."prompt_template_versions" (
	"template_id" text,
	"version" integer,
	"workspace_id" text NOT NULL,
	"content" jsonb NOT NULL,
	"summary" text NOT NULL,
	"restored_from" integer,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prompt_template_versions_pkey" PRIMARY KEY("template_id","version")
);
--> statement-breakpoint
ALTER TABLE "galley"."prompt_template_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."prompt_templates" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"purpose" text NOT NULL,
	"current_version" integer NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."prompt_templates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "prompt_runs_by_template" ON "galley"."prompt_runs" ("workspace_id","template_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_runs_by_origin" ON "galley"."prompt_runs" ("workspace_id","origin");--> statement-breakpoint
CREATE INDEX "prompt_templates_by_id" ON "galley"."prompt_templates" ("workspace_id","id");--> statement-breakpoint
ALTER TABLE "galley"."prompt_runs" ADD CONSTRAINT "prompt_runs_template_id_prompt_templates_id_fkey" FOREIGN KEY ("template_id") REFERENCES "galley"."prompt_templates"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "galley"."prompt_template_versions" ADD CONSTRAINT "prompt_template_versions_template_id_prompt_templates_id_fkey" FOREIGN KEY ("template_id") REFERENCES "galley"."prompt_templates"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."prompt_runs" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "project" ON "galley"."prompt_runs" AS RESTRICTIVE FOR ALL TO "galley_app" USING ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[])) WITH CHECK ((select nullif(current_setting('galley.project_ids', true), '')::text[]) is null or project_id = any((select nullif(current_setting('galley.project_ids', true), '')::text[])::text[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."prompt_template_versions" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."prompt_templates" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));