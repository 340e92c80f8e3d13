CREATE TABLE "galley"."model_connections" (
	"workspace_id" text,
	"provider" text,
	"api_key" text,
	"key_hint" text,
	"base_url" text,
	"model" text,
	"is_default" boolean NOT NULL,
	"prices" jsonb DEFAULT '[]' NOT NULL,
	"status" text NOT NULL,
	"problem" text,
	"problem_code" text,
	"checked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_connections_pkey" PRIMARY KEY("workspace_id","provider")
);
--> statement-breakpoint
ALTER TABLE "galley"."model_connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."model_connections" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));