CREATE TABLE "galley"."throttles" (
	"key" text PRIMARY KEY,
	"attempts" double precision NOT NULL,
	"allowed_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."throttles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."domains" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"purposes" text[] NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verified_at" timestamp with time zone,
	"last_checked_at" timestamp with time zone,
	"last_error" text,
	"missing_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."domains" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."mail_suppressions" (
	"address_hash" text,
	"category" text,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_suppressions_pkey" PRIMARY KEY("address_hash","category","reason")
);
--> statement-breakpoint
ALTER TABLE "galley"."mail_suppressions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."mails" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"sent_for" text,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."mails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_assertions" (
	"hash" text PRIMARY KEY,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_assertions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_attempts" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"state_hash" text NOT NULL,
	"browser_hash" text NOT NULL,
	"request_id" text,
	"checks" text,
	"return_path" text NOT NULL,
	"tested_by" text,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_attempts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_connections" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"client_secret" text,
	"default_role" text NOT NULL,
	"role_mapping" jsonb NOT NULL,
	"just_in_time" boolean NOT NULL,
	"is_enabled" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"configured_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "galley"."sso_identities" (
	"id" text PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_signed_in_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "galley"."sso_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "galley"."two_factors" ADD COLUMN "failed_verification_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."two_factors" ADD COLUMN "locked_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "galley"."invitations" ADD COLUMN "is_proof" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."invitations" ADD COLUMN "mails" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "galley"."invitations" ADD COLUMN "mailed_at" timestamp with time zone;--> statement-breakpoint
DROP INDEX "galley"."two_factors_by_user";--> statement-breakpoint
CREATE UNIQUE INDEX "two_factors_by_user" ON "galley"."two_factors" ("user_id");--> statement-breakpoint
CREATE INDEX "throttles_by_time" ON "galley"."throttles" ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "domains_by_name" ON "galley"."domains" ("workspace_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "domains_verified_by_name" ON "galley"."domains" ("name") WHERE "verified_at" is not null;--> statement-breakpoint
CREATE INDEX "domains_by_id" ON "galley"."domains" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "sso_assertions_by_expiry" ON "galley"."sso_assertions" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_attempts_by_state" ON "galley"."sso_attempts" ("state_hash");--> statement-breakpoint
CREATE INDEX "sso_attempts_by_expiry" ON "galley"."sso_attempts" ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_connections_by_name" ON "galley"."sso_connections" ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "sso_connections_by_workspace" ON "galley"."sso_connections" ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_identities_by_subject" ON "galley"."sso_identities" ("connection_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_identities_by_user" ON "galley"."sso_identities" ("connection_id","user_id");--> statement-breakpoint
CREATE INDEX "sso_identities_by_workspace" ON "galley"."sso_identities" ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "sso_identities_of_user" ON "galley"."sso_identities" ("user_id");--> statement-breakpoint
CREATE INDEX "invitations_by_email" ON "galley"."invitations" ("email","mailed_at");--> statement-breakpoint
ALTER TABLE "galley"."sso_identities" ADD CONSTRAINT "sso_identities_connection_id_sso_connections_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "galley"."sso_connections"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."throttles" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."domains" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."mail_suppressions" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."mails" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."sso_assertions" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "nobody" ON "galley"."sso_attempts" AS PERMISSIVE FOR ALL TO "galley_app" USING (false) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."sso_connections" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));--> statement-breakpoint
CREATE POLICY "tenant" ON "galley"."sso_identities" AS PERMISSIVE FOR ALL TO "galley_app" USING (workspace_id = (select current_setting('galley.workspace_id', true))) WITH CHECK (workspace_id = (select current_setting('galley.workspace_id', true)));