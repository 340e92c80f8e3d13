CREATE TABLE "galley"."branding" (
	"workspace_id" text PRIMARY KEY,
	"product_name" text,
	"logos" jsonb DEFAULT '{}' NOT NULL,
	"primary_color" text,
	"accent_color" text,
	"background_color" text,
	"sender_name" text,
	"sender_reply_to" text,
	"sender_address" text,
	"custom_domain" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."branding" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "verifications_by_user" ON "galley"."verifications" (left("value", 30));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."branding" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));